/** A value or name as a filter reads it: quoted unless it is a plain word or number. */
export const quoted = (text: string): string =>
  /^[\p{L}\p{N}_.+-]+$/u.test(text) && !/^(and|or|not|in|true|false|null)$/iu.test(text)
    ? text
    : `"${text.replace(/(["\\])/gu, '\\$1')}"`;

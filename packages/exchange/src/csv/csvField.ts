/**
 * The only way of a value into a field of CSV. Spreadsheets take a field that begins with one of some characters for a
 * formula, and run it, so such a text gets an apostrophe in front, as OWASP's "CSV Injection" advises; a number stays as it is.
 * Control characters and those that disguise a text stand as `\u001b`, since people look at tables in a terminal. `textOfCsvField` undoes both.
 */
export function csvField(text: string): string {
  const plain = text.replace(escaped, (found) =>
    found.startsWith('\\') ? `\\u005c${found.slice(1)}` : codeOf(found.charCodeAt(0)),
  );
  const safe = formula.test(plain) && !number.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text that `csvField` was given, from a field that was read without its quotes. */
export function textOfCsvField(field: string): string {
  const plain = formula.test(field) && field.startsWith("'") ? field.slice(1) : field;
  return plain.replace(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** Apostrophes may stand before it, so that each text has a field of its own. The wide forms are those of East Asian keyboards. */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** JavaScript's and Python's spellings of a number. */
const number = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|Infinity|inf|NaN|nan)$/i;

/** What is written as an escape, and what looks like one. Line breaks and tabs belong to a text; they are quoted. */
const escaped =
  /\\(?=u[0-9a-f]{4})|(?![\t\r\n])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

const codeOf = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;

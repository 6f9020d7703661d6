import { escapeCharacter, unprintable } from '@nx-tune/search/printable';

/**
 * The only way of a value into a field of CSV. Spreadsheets take a field that begins with one of some characters for a formula,
 * and run it, so such a text gets an apostrophe in front, as OWASP's "CSV Injection" advises; a number stays as it is. Control
 * characters and those that disguise a text are written as `\u001b`, since people look at tables in a terminal. `textOfCsvField`
 * undoes both.
 */
export function csvField(text: string): string {
  const plain = text.replace(escaped, escapeCharacter);
  const safe = formula.test(plain) && !number.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text that `csvField` was given, from a field that was read without its quotes. */
export function textOfCsvField(field: string): string {
  const plain = formula.test(field) && field.startsWith("'") ? field.slice(1) : field;
  return plain.replace(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** Apostrophes may precede it, so that each text has a field of its own. The wide forms are those of East Asian keyboards. */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** JavaScript's and Python's spellings of a number. */
const number = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|Infinity|inf|NaN|nan)$/i;

/**
 * Characters that are written as an escape, and text that looks like one. Line breaks and tabs belong to a text; they are quoted.
 */
const escaped = new RegExp(`\\\\(?=u[0-9a-f]{4})|(?![\\t\\r\\n])${unprintable.source}`, 'gu');

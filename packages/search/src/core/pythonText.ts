import { isJsonObject } from './isJsonObject.js';
import type { Json, JsonObject } from './json.js';

/**
 * A value as Python's `str` writes it: a text as it is, anything else as its `repr`. JSON does not distinguish `1` from `1.0`,
 * and Python does: `floats` are the labels under which whole numbers are floats, such as `x`, `x.rate` and `x[0]`. Source: the
 * Python reference, `object.__repr__` and `float.__repr__` (the shortest digits that read back as the same double, with an
 * exponent below 1e-4 and from 1e16 on).
 */
export const pythonStr = (value: Json, label: string, floats: readonly string[] = []): string =>
  typeof value === 'string' ? value : repr(value, label, floats);

function repr(value: Json, label: string, floats: readonly string[]): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return pythonNumber(value, isUnder(label, floats));
  if (typeof value === 'string') return quoted(value);
  if (!isJsonObject(value))
    return `[${value.map((item, index) => repr(item, `${label}[${index}]`, floats)).join(', ')}]`;
  const entries = inOrder(value).map(([key, item]) => `${quoted(key)}: ${repr(item, `${label}.${key}`, floats)}`);
  return `{${entries.join(', ')}}`;
}

/** Params as Python's `json.dumps` writes them by default: with spaces after commas and colons, and in ASCII. */
export const pythonJsonText = (params: JsonObject, floats: readonly string[] = []): string => dump(params, '', floats);

function dump(value: Json, label: string, floats: readonly string[]): string {
  if (typeof value === 'number') return pythonNumber(value, isUnder(label, floats));
  if (typeof value !== 'object' || value === null) return ascii(JSON.stringify(value));
  if (!isJsonObject(value))
    return `[${value.map((item, index) => dump(item, `${label}[${index}]`, floats)).join(', ')}]`;
  const entries = inOrder(value).map(
    ([key, item]) => `${ascii(JSON.stringify(key))}: ${dump(item, label === '' ? key : `${label}.${key}`, floats)}`,
  );
  return `{${entries.join(', ')}}`;
}

const isUnder = (label: string, floats: readonly string[]): boolean =>
  floats.some((one) => label === one || label.startsWith(`${one}.`) || label.startsWith(`${one}[`));

/** Keys are in the order of canonical JSON, however they were written. */
const inOrder = (value: JsonObject): [string, Json][] => Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));

const ascii = (text: string): string => text.replace(/[^\0-~]/g, (unit) => `\\u${hex(unit.charCodeAt(0), 4)}`);

/** A double, or a whole number of any size as the digits of an int. */
function pythonNumber(value: number, isFloat: boolean): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  if (Number.isInteger(value) && !isFloat) return BigInt(value).toString();
  const [mantissa = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    const size = String(Math.abs(exponent)).padStart(2, '0');
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${size}`;
  }
  // Between these, JavaScript writes doubles as Python does, but for the fraction of a whole number.
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** Single quotes, unless the text has them and no double ones; what Python calls unprintable is escaped. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inside = Array.from(text, (character) => escapes[character] ?? escaped(character, quote)).join('');
  return `${quote}${inside}${quote}`;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string, quote: string): string {
  if (character === quote) return `\\${quote}`;
  if (character === ' ' || !/[\p{C}\p{Z}]/u.test(character)) return character;
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x100) return `\\x${hex(point, 2)}`;
  return point < 0x10000 ? `\\u${hex(point, 4)}` : `\\U${hex(point, 8)}`;
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

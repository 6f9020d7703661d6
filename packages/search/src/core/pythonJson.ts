import type { Json } from './json.js';

/** Reads JSON in which Python may have written NaN and infinities as bare words: they become strings. Undefined if it is not JSON. */
export const parsePythonJson = (text: string): Json | undefined =>
  parseJson(text) ?? parseJson(text.replace(stringOrNonFinite, quoteBareWord));

/** Strings match as well, so that a NaN inside one is left alone. */
const stringOrNonFinite = /"(?:[^"\\]|\\.)*"|-?\b(?:Infinity|NaN)\b/g;
const quoteBareWord = (match: string): string => (match.startsWith('"') ? match : JSON.stringify(match));

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

import { readText } from './readText.js';

/** The object in a JSON file; undefined if the file cannot be read or holds something else. */
export function readJson(file: string): { readonly [key: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(readText(file) ?? '');
    return typeof value === 'object' && value !== null ? (value as { readonly [key: string]: unknown }) : undefined;
  } catch {
    return undefined;
  }
}

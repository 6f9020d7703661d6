import { canonicalJsonText, type JsonObject } from '@nx-tune/search';

export const print = (text: string): void => void process.stdout.write(text);

/** JSON with sorted keys, indented, and a line break at its end. */
export const toJsonText = (value: object): string => canonicalJsonText(value as JsonObject);

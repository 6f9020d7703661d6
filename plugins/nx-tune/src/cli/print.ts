import { canonicalJsonText, type JsonObject } from '@nx-tune/search';

/** How wide a text may be, and whether it may have colors. */
export interface Screen {
  /** In columns. */
  readonly width: number;
  readonly color: boolean;
}

/** The terminal, or a file that is read as one. */
export function screen(): Screen {
  const { columns, isTTY } = process.stdout;
  return { width: isTTY ? columns : 100, color: isTTY && (process.env['NO_COLOR'] ?? '') === '' };
}

export const print = (text: string): void => void process.stdout.write(text);

/** JSON with sorted keys, indented, and a line break at its end. */
export const toJsonText = (value: object): string => canonicalJsonText(value as JsonObject);

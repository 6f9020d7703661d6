import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/** The text of a file that a program appends to, part by part. */
export interface AppendedText {
  /** Whether the file has been there. */
  readonly isThere: boolean;
  /** What was appended since the last call. */
  read(): string;
}

const largestPart = 1024 * 1024;

/** Follows a file, which need not exist yet. */
export function followFile(path: string): AppendedText {
  const decoder = new StringDecoder('utf8');
  let [offset, isThere] = [0, false];
  return {
    get isThere() {
      return isThere;
    },
    read: () => {
      const stats = statSync(path, { throwIfNoEntry: false });
      if (stats === undefined || !stats.isFile()) return '';
      isThere = true;
      const parts = readParts(path, offset, stats.size);
      offset += parts.reduce((sum, part) => sum + part.length, 0);
      return parts.map((part) => decoder.write(part)).join('');
    },
  };
}

function readParts(path: string, from: number, to: number): Buffer[] {
  if (to <= from) return [];
  const parts: Buffer[] = [];
  const file = openSync(path, 'r');
  try {
    for (let at = from; at < to;) {
      const part = Buffer.allocUnsafe(Math.min(largestPart, to - at));
      const length = readSync(file, part, 0, part.length, at);
      if (length === 0) break;
      parts.push(part.subarray(0, length));
      at += length;
    }
  } finally {
    closeSync(file);
  }
  return parts;
}

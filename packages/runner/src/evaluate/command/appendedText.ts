import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/** The text of a file that a program appends to, part by part. */
export interface AppendedText {
  /** True once there has been anything in it. */
  readonly isThere: boolean;
  /**
   * Returns the text appended since the last call, or `isRestarted` and the whole text if the program has started the file again.
   */
  read(): { readonly text: string; readonly isRestarted: boolean };
}

const largestPart = 1024 * 1024;
/** As many bytes before what was appended show that it was: no two reports of a run end in as many equal ones. */
const compared = 256;

/** Follows a file, which need not exist yet. */
export function followFile(path: string): AppendedText {
  let [decoder, offset, last, isThere] = [new StringDecoder('utf8'), 0, Buffer.alloc(0), false];
  const read = (): { readonly text: string; readonly isRestarted: boolean } => {
    const size = sizeOf(path);
    if (size === undefined || size === offset) return { text: '', isRestarted: false };
    isThere = true;
    const bytes = readBytes(path, offset - last.length, Math.max(size, offset));
    if (!bytes.subarray(0, last.length).equals(last)) {
      [decoder, offset, last] = [new StringDecoder('utf8'), 0, Buffer.alloc(0)];
      return { text: read().text, isRestarted: true };
    }
    const text = decoder.write(bytes.subarray(last.length));
    offset += bytes.length - last.length;
    last = Buffer.from(bytes.subarray(-compared));
    return { text, isRestarted: false };
  };
  return {
    get isThere() {
      return isThere;
    },
    read,
  };
}

function sizeOf(path: string): number | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true ? stats.size : undefined;
}

function readBytes(path: string, from: number, to: number): Buffer {
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
  return Buffer.concat(parts);
}

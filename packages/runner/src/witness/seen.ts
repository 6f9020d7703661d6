import { defined } from '@nx-tune/search/core';

/** The file accesses of a program since it was last asked. Paths are absolute. */
export interface Seen {
  /** Files that were opened to be read. */
  readonly read: readonly string[];
  /** Folders whose entries were listed. */
  readonly listed: readonly string[];
  /** Files that were created or emptied before they were read. */
  readonly made: readonly string[];
  /** The kinds of all processes that were watched: `node`, `python`. */
  readonly watched: readonly string[];
  /** The kinds of all processes that others of them have started. */
  readonly started: readonly string[];
  /** The reason why something may have gone unseen, if it may. */
  readonly blind?: string;
}

/** The kinds of lines that a watched process writes into its log. */
export type SeenKind = 'read' | 'listed' | 'made' | 'watched' | 'started' | 'blind';

/** A program that was not seen to do anything. */
export const nothingSeen: Seen = { read: [], listed: [], made: [], watched: [], started: [] };

/**
 * Joins what the parts of a trial were seen to do, in the order in which they did it. A file that one of them made before
 * another read it is not read.
 */
export function joinSeen(parts: readonly Seen[]): Seen {
  const [read, made, listed] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const part of parts) {
    for (const file of part.made) if (!read.has(file)) made.add(file);
    for (const file of part.read) if (!made.has(file)) read.add(file);
    for (const folder of part.listed) listed.add(folder);
  }
  const blind = parts.find((part) => part.blind !== undefined)?.blind;
  return {
    read: [...read],
    listed: [...listed],
    made: [...made],
    watched: parts.flatMap(({ watched }) => watched),
    started: parts.flatMap(({ started }) => started),
    ...defined({ blind }),
  };
}

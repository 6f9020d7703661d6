/** What a program was seen to do with files since it was last asked. Paths are absolute. */
export interface Seen {
  /** Files that were opened to be read. */
  readonly read: readonly string[];
  /** Folders whose entries were listed. */
  readonly listed: readonly string[];
  /** Files that were created or emptied before they were read. */
  readonly made: readonly string[];
  /** Kinds of processes that were watched: `node`, `python`. */
  readonly watched: readonly string[];
  /** Why something may have gone unseen, if it may. */
  readonly blind?: string;
}

/** The kinds of lines that a watched process writes into its log. */
export type SeenKind = 'read' | 'listed' | 'made' | 'watched' | 'blind';

/** A program that was not seen to do anything. */
export const nothingSeen: Seen = { read: [], listed: [], made: [], watched: [] };

/** Joins what several processes and threads of one trial were seen to do. A file that one of them made is not read by another. */
export function joinSeen(parts: readonly Seen[]): Seen {
  const all = (key: 'read' | 'listed' | 'made' | 'watched'): string[] => [
    ...new Set(parts.flatMap((part) => part[key])),
  ];
  const made = new Set(all('made'));
  const blind = parts.find((part) => part.blind !== undefined)?.blind;
  return {
    read: all('read').filter((file) => !made.has(file)),
    listed: all('listed'),
    made: [...made],
    watched: all('watched'),
    ...(blind === undefined ? {} : { blind }),
  };
}

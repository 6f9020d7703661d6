/** Groups of alike rows of a table. */
export interface AlikeRows {
  /** A number for each row, from 0: the same for rows that are alike. */
  readonly codes: readonly number[];
  /** The number of different codes. */
  readonly count: number;
}

/** Rows with equal keys are alike. */
export function alikeBy(keys: readonly (string | number)[]): AlikeRows {
  const known = new Map<string | number, number>();
  const codes = keys.map((key) => {
    const code = known.get(key) ?? known.size;
    known.set(key, code);
    return code;
  });
  return { codes, count: known.size };
}

/** Rows that are alike in all of some columns are alike. */
export const alikeInAll = (columns: readonly AlikeRows[], rows: number): AlikeRows =>
  columns.reduce(alikeInBoth, allAlike(rows));

/**
 * Finds, for each column, the rows that are alike in all others. It takes as long as a few passes over the table, not as a pass
 * for each pair of columns.
 */
export function alikeInOthers(columns: readonly AlikeRows[], rows: number): readonly AlikeRows[] {
  const before = cumulative(columns, rows);
  const after = cumulative(columns.toReversed(), rows).toReversed();
  return columns.map((_, index) => alikeInBoth(before[index] ?? allAlike(rows), after[index + 1] ?? allAlike(rows)));
}

/** Finds, for each number of columns, from 0, the rows that are alike in the first of them. */
function cumulative(columns: readonly AlikeRows[], rows: number): readonly AlikeRows[] {
  const all = [allAlike(rows)];
  let last = allAlike(rows);
  for (const column of columns) all.push((last = alikeInBoth(last, column)));
  return all;
}

/**
 * Combines two partitions: where no two rows are alike in one, none are in both. The keys are whole numbers below the square of
 * the number of rows.
 */
function alikeInBoth(a: AlikeRows, b: AlikeRows): AlikeRows {
  if (a.count === a.codes.length) return a;
  return b.count === b.codes.length ? b : alikeBy(a.codes.map((code, row) => code * b.count + (b.codes[row] ?? 0)));
}

const allAlike = (rows: number): AlikeRows => ({ codes: Array<number>(rows).fill(0), count: Math.min(1, rows) });

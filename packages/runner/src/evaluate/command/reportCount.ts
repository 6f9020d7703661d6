import type { CurvePoint } from '../../model/evaluation.js';

/** The reports that are counted, and the number of them that is wanted. */
export interface WantedReports {
  /** Only reports of this metric count. */
  readonly metric: string;
  /** Infinity for a run to the program's own end. */
  readonly amount: number;
}

/** Reports that come line by line, until there are enough. */
export interface ReportCount {
  /** All reports so far; once there are enough, up to the last that is wanted. */
  readonly curve: readonly CurvePoint[];
  readonly isEnough: boolean;
  /** Takes the next part of a text, which may end within a line. */
  add(text: string): void;
  /** Takes what is left as a line. */
  end(): void;
}

/** A longer line is not a report, and is not kept. */
const longestLine = 1024 * 1024;

/** Counts the reports in a text whose lines are read by `parse`, which returns undefined for a line that is none. */
export function countReports(
  { metric, amount }: WantedReports,
  parse: (line: string) => CurvePoint | undefined,
): ReportCount {
  const curve: CurvePoint[] = [];
  let [rest, counted] = ['', 0];
  const take = (line: string): void => {
    const point = counted < amount ? parse(line) : undefined;
    if (point === undefined) return;
    curve.push(point);
    if (Object.hasOwn(point.metrics, metric)) counted++;
  };
  return {
    curve,
    get isEnough() {
      return counted >= amount;
    },
    add: (text) => {
      if (counted >= amount) return;
      const [first = '', ...others] = text.split('\n');
      const lines = [rest + first, ...others];
      rest = (lines.pop() ?? '').slice(0, longestLine);
      lines.forEach(take);
    },
    end: () => {
      take(rest);
      rest = '';
    },
  };
}

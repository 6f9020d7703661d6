import { formatOutcomes } from '../data/outcomeCounts.js';
import { formatError } from '../data/replicateColumns.js';
import { escapeControl } from '../text/escapeControl.js';
import { formatNumber } from '../text/formatNumber.js';
import type { Screen } from '../text/screen.js';
import { paint } from '../text/style.js';
import { renderTable, type TextColumn } from '../text/table.js';
import { wrap } from '../text/wrap.js';
import type { SweepStatus } from './sweepStatus.js';

type Readable = Extract<SweepStatus, { readonly problems?: undefined }>;

/** Renders sweeps as terminal text: a line for each, then the problems with their files and locks. */
export function renderStatus(sweeps: readonly SweepStatus[], { width, color }: Screen): string {
  const [head = '', ...lines] = renderTable(columnsOf(sweeps), width);
  const notes = sweeps.flatMap((sweep) => notesOf(sweep));
  return [
    paint(head, 'dim', color),
    ...lines.map((line, index) => paint(line, sweeps[index]?.problems === undefined ? undefined : 'red', color)),
    ...(notes.length === 0 ? [] : ['']),
    ...notes.flatMap((note) => wrap(escapeControl(note), width)),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function columnsOf(sweeps: readonly SweepStatus[]): TextColumn[] {
  const cells = (of: (sweep: Readable) => string, broken = ''): string[] =>
    sweeps.map((sweep) => (sweep.problems === undefined ? of(sweep) : broken));
  const count = (title: string, weight: number, of: (sweep: Readable) => number): TextColumn => ({
    title,
    cells: cells((sweep) => String(of(sweep))),
    align: 'right',
    weight,
  });
  return [
    { title: 'project', cells: sweeps.map(({ project }) => escapeControl(project)), align: 'left', weight: 100 },
    { title: 'sweep', cells: sweeps.map(({ sweep }) => escapeControl(sweep)), align: 'left', weight: 99 },
    { title: 'method', cells: cells(({ method }) => method, 'errors'), align: 'left', weight: 20 },
    count('trials', 90, ({ asked }) => asked),
    count('known', 80, ({ known }) => known),
    ...(sweeps.some((sweep) => sweep.problems === undefined && sweep.cached !== undefined)
      ? [count('cached', 60, ({ cached = 0 }) => cached)]
      : []),
    count('to run', 85, ({ toRun }) => toRun),
    {
      title: 'ended',
      cells: cells(({ outcomes }) => formatOutcomes((kind) => outcomes[kind])),
      align: 'left',
      weight: 40,
    },
    {
      title: 'best',
      cells: cells(({ best, metric }) => (best === undefined ? '' : escapeControl(bestText(best, metric.name)))),
      align: 'left',
      weight: 70,
    },
    { title: 'lock', cells: cells(({ lock }) => lock.kind), align: 'left', weight: 75 },
  ];
}

function bestText(best: NonNullable<Readable['best']>, metric: string): string {
  const { value, front } = best;
  return front === undefined ? `${metric} ${formatNumber(value)}${errorOf(best)}` : `front of ${front}`;
}

const errorOf = ({ standardError }: NonNullable<Readable['best']>): string =>
  standardError === undefined ? '' : ` ± ${formatError(standardError)}`;

function notesOf(sweep: SweepStatus): readonly string[] {
  if (sweep.problems !== undefined) return sweep.problems;
  const { lock, project, sweep: name } = sweep;
  return 'why' in lock ? [`${project} ${name}: ${lock.why}`] : [];
}

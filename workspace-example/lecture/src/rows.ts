import { epochs } from './objective.js';

/** The rows of the table: what it is called, and its sweep. */
export const ways: readonly (readonly [name: string, sweep: string])[] = [
  ['Theory', 'theory'],
  ['Folklore', 'folklore'],
  ['By hand', 'by-hand'],
  ['Grid', 'grid'],
  ['Random', 'random'],
  ['Nelder–Mead', 'nelder-mead'],
  ['CMA-ES', 'cma-es'],
  ['Bayesian, EI', 'gp-ei'],
  ['Bayesian, log EI', 'gp-log-ei'],
  ['Bayesian, PI', 'gp-pi'],
  ['Bayesian, LCB', 'gp-lcb'],
  ['Early stopping', 'hyperband'],
];

/** A trial, as trials.json and locks have it. */
export interface TrialRecord {
  readonly id: string;
  readonly budget?: { readonly epochs: number };
  readonly metrics: { readonly validationError?: number | string; readonly testError?: number | string };
  readonly outcome: { readonly kind: string };
}

/** What a way cost, and what it found: errors in [0, 1]. */
export interface Row {
  readonly name: string;
  readonly validationError: number;
  /** That of the trial with the best validation error. */
  readonly testError: number;
  readonly trials: number;
  readonly epochs: number;
  /** Of computing, when its trials were computed; undefined if that is not known. */
  readonly seconds: number | undefined;
}

/** Sums up the trials of a sweep. Those that were stopped early count with the epochs that they had. */
export function rowOf(name: string, trials: readonly TrialRecord[], durations: ReadonlyMap<string, number>): Row {
  const best = trials
    .filter(({ outcome, metrics }) => outcome.kind === 'completed' && typeof metrics.validationError === 'number')
    .toSorted(
      (a, b) => Number(a.metrics.validationError) - Number(b.metrics.validationError) || (a.id < b.id ? -1 : 1),
    )[0];
  const milliseconds = trials.map(({ id }) => durations.get(id));
  return {
    name,
    validationError: Number(best?.metrics.validationError ?? NaN),
    testError: Number(best?.metrics.testError ?? NaN),
    trials: trials.length,
    epochs: trials.reduce((sum, { budget }) => sum + (budget?.epochs ?? epochs), 0),
    seconds: milliseconds.includes(undefined)
      ? undefined
      : milliseconds.reduce<number>((sum, duration = 0) => sum + duration, 0) / 1000,
  };
}

const titles = ['way', 'validation', 'test', 'trials', 'epochs', 'seconds'] as const;

function cellsOf({ name, validationError, testError, trials, epochs: spent, seconds }: Row): readonly string[] {
  const percent = (error: number): string => (Number.isFinite(error) ? `${(100 * error).toFixed(2)}%` : '');
  return [name, percent(validationError), percent(testError), `${trials}`, `${spent}`, seconds?.toFixed(0) ?? ''];
}

/** The table as Markdown. */
export function renderMarkdown(rows: readonly Row[]): string {
  const lines = [titles, titles.map(() => '---'), ...rows.map(cellsOf)];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** The table as text, in columns. */
export function renderText(rows: readonly Row[]): string {
  const lines = [titles, ...rows.map(cellsOf)];
  const widths = titles.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '),
    )
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

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

/** The table as Markdown. */
export function renderTable(rows: readonly Row[]): string {
  const percent = (error: number): string => (Number.isFinite(error) ? `${(100 * error).toFixed(2)} %` : '');
  const lines = rows.map(({ name, validationError, testError, trials, epochs: spent, seconds }) =>
    [name, percent(validationError), percent(testError), trials, spent, seconds?.toFixed(0) ?? ''].join(' | '),
  );
  return [
    '| way | validation error | test error | trials | epochs | seconds |',
    '|---|---|---|---|---|---|',
    ...lines.map((line) => `| ${line} |`),
    '',
  ].join('\n');
}

import { escapeControl, formatPlan, formatProgress, sweepTitle } from '@nx-tune/report/text';
import type { FinishedTrial } from '@nx-tune/runner';
import { defined } from '@nx-tune/search/core';
import type { StoredResult, TrialResult } from '@nx-tune/sweep';
import { crashSummary, fromMetricValue, resultFor } from '@nx-tune/sweep/trial';

import { terminal } from '../../run/terminal.js';
import type { SweepOfRun, TrialsOfRun } from './trialsOfRun.js';

/** Shortest time between two plain lines. */
const plainEveryMs = 10_000;
/** The shortest time between two updates of a line that is overwritten. */
const liveEveryMs = 50;

export interface RunProgress {
  /** `isNews` is false for a crash like an earlier one. */
  finished(trial: FinishedTrial, isNews: boolean): void;
  /** Says something that users should know. */
  readonly noticed: (text: string) => void;
  end(): void;
}

/**
 * Shows the progress of a run: one line that is overwritten in Nx's terminal UI, a plain line now and then elsewhere, and
 * only the plan in CI. Each kind of crash is reported when it first happens.
 */
export function startProgress(run: TrialsOfRun, parallel: number): RunProgress {
  const before = run.known.filter(({ isOfThisRun }) => isOfThisRun);
  // A later slice is a new process, and has printed nothing yet.
  const print = createPrinter(before.length === 0 ? Date.now() : 0);
  if (before.length === 0)
    print.line(
      formatPlan({
        sweeps: run.sweeps.map(({ project, name }) => sweepTitle({ project, sweep: name })),
        trials: run.total,
        known: run.total - run.toRun - run.later,
        toRun: run.toRun,
        later: run.later,
        parallel,
      }),
    );
  const tally = createTally(run.sweeps);
  run.known.forEach(({ result }) => tally.add(result));
  const startMs = Math.min(
    Date.now(),
    ...before.flatMap(({ run: execution }) => (execution === undefined ? [] : [Date.parse(execution.startedAt)])),
  );
  const durations = createMean(before.flatMap(({ run: execution }) => execution?.durationMs ?? []));
  let computed = before.length;
  const toRun = run.toRun + run.later + before.length;
  const show = (): void => {
    const leftMs = (durations.mean() * (toRun - computed)) / parallel;
    print.progress(() =>
      formatProgress({
        done: computed,
        total: toRun,
        failed: tally.failed(),
        ...defined({ best: tally.best() }),
        elapsedMs: Date.now() - startMs,
        leftMs,
        width: print.width,
      }),
    );
  };
  return {
    noticed: (text) => print.line(escapeControl(text)),
    finished: ({ task, result, durationMs, origin, isAgain }, isNews) => {
      if (isAgain === true && result.outcome.kind !== 'failed') return;
      if (isAgain !== true) computed++;
      if (origin === 'stopped') return print.once(errorOf(result));
      durations.add(durationMs);
      tally.add(result);
      // Elsewhere Nx shows the output of a task that fails; in its terminal UI, that is in a pane of its own.
      if (result.outcome.kind === 'failed' && isNews && print.isLive)
        print.line(escapeControl(`trial ${task.id} failed: ${crashSummary(result.outcome.error)}`));
      show();
    },
    end: () => print.end(),
  };
}

/** Reads results for the metric of the sweep that runs; for none where there are several, since these may differ in it. */
function readerOf([sweep, ...others]: readonly SweepOfRun[]): (
  result: StoredResult,
) => Pick<TrialResult, 'outcome' | 'metrics'> {
  return sweep === undefined || others.length > 0 ? (result) => result : (result) => resultFor(sweep.metric, result);
}

const errorOf = ({ outcome }: StoredResult): string => (outcome.kind === 'failed' ? outcome.error : '');

/** The mean of values that come one by one. */
function createMean(values: readonly number[]): { add(value: number): void; mean(): number } {
  let [sum, count] = [values.reduce((total, value) => total + value, 0), values.length];
  return { add: (value) => void ((sum += value), count++), mean: () => sum / Math.max(1, count) };
}

interface Tally {
  add(result: StoredResult): void;
  failed(): number;
  /** The best value so far. There is none for several sweeps, since their metrics cannot be compared, nor for several goals. */
  best(): { readonly name: string; readonly value: number } | undefined;
}

/** Counts results as they come: there may be thousands. */
function createTally(sweeps: readonly SweepOfRun[]): Tally {
  const read = readerOf(sweeps);
  const [sweep] = sweeps;
  const metric = sweeps.length > 1 || sweep?.metric.goals !== undefined ? undefined : sweep?.metric;
  let failed = 0;
  let best: number | undefined;
  return {
    add: (result) => {
      const { outcome, metrics } = read(result);
      if (outcome.kind === 'failed') failed++;
      if (outcome.kind !== 'completed' || metric === undefined) return;
      const value = fromMetricValue(metrics[metric.name] ?? 'NaN');
      best = best === undefined ? value : Math[metric.goal === 'minimize' ? 'min' : 'max'](best, value);
    },
    failed: () => failed,
    best: () => (best === undefined || metric === undefined ? undefined : { name: metric.name, value: best }),
  };
}

interface Printer {
  readonly width: number;
  /** True if there is a line that is overwritten. */
  readonly isLive: boolean;
  line(text: string): void;
  /** Prints a line unless it was printed before. */
  once(text: string): void;
  /** Shows a line if it is time for one. */
  progress(text: () => string): void;
  end(): void;
}

function createPrinter(lastLineMs: number): Printer {
  const isLive = process.env['NX_TUI'] === 'true';
  const isCi = !['', 'false', undefined].includes(process.env['CI']);
  const { width } = terminal(80);
  let last = lastLineMs;
  let live = '';
  let unseen: (() => string) | undefined;
  const clear = (): void => {
    if (live !== '') process.stdout.write(`\r${' '.repeat(live.length)}\r`);
    live = '';
  };
  const showLive = (text: string): void => {
    last = Date.now();
    clear();
    process.stdout.write((live = text));
  };
  const said = new Set<string>();
  const line = (text: string): void => (clear(), void process.stdout.write(`${text}\n`));
  return {
    width,
    isLive,
    line,
    once: (text) => void (said.has(text) || (said.add(text), line(escapeControl(text)))),
    progress: (text) => {
      const isDue = Date.now() - last >= (isLive ? liveEveryMs : plainEveryMs);
      unseen = isLive && !isDue ? text : undefined;
      if (isDue && isLive) showLive(text());
      else if (isDue && !isCi) {
        last = Date.now();
        process.stdout.write(`${text()}\n`);
      }
    },
    end: () => {
      if (unseen !== undefined) showLive(unseen());
      if (live !== '') process.stdout.write('\n');
      live = '';
    },
  };
}

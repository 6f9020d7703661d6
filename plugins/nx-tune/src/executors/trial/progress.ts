import { escapeControl, formatPlan, formatProgress, sweepTitle } from '@nx-tune/report/text';
import type { FinishedTrial } from '@nx-tune/runner';
import { defined } from '@nx-tune/search/core';
import type { StoredResult, TrialResult } from '@nx-tune/sweep';
import { crashSummary, fromMetricValue, resultFor } from '@nx-tune/sweep/trial';

import { terminal } from '../../run/terminal.js';
import type { SweepOfRun, TrialsOfRun } from './trialsOfRun.js';

/** Shortest time between two plain lines. */
const plainEveryMs = 10_000;

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
        known: run.total - run.toRun,
        toRun: run.toRun,
        parallel,
      }),
    );
  const results = run.known.map(({ result }) => result);
  const read = readerOf(run.sweeps);
  const startMs = Math.min(
    Date.now(),
    ...before.flatMap(({ run: execution }) => (execution === undefined ? [] : [Date.parse(execution.startedAt)])),
  );
  const durations = before.flatMap(({ run: execution }) => execution?.durationMs ?? []);
  let computed = before.length;
  const toRun = run.toRun + before.length;
  const show = (): void => {
    const leftMs = (mean(durations) * (toRun - computed)) / parallel;
    const best = bestSoFar(results.map(read), run.sweeps);
    print.progress(
      formatProgress({
        done: computed,
        total: toRun,
        failed: results.map(read).filter(isFailed).length,
        ...defined({ best }),
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
      durations.push(durationMs);
      results.push(result);
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

const isFailed = ({ outcome }: Pick<StoredResult, 'outcome'>): boolean => outcome.kind === 'failed';
const errorOf = ({ outcome }: StoredResult): string => (outcome.kind === 'failed' ? outcome.error : '');
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** The best value so far. There is none for several sweeps, since their metrics cannot be compared, nor for several goals. */
function bestSoFar(
  results: readonly Pick<TrialResult, 'outcome' | 'metrics'>[],
  sweeps: readonly SweepOfRun[],
): { readonly name: string; readonly value: number } | undefined {
  const [sweep] = sweeps;
  if (sweep === undefined || sweeps.length > 1 || sweep.metric.goals !== undefined) return undefined;
  const { name, goal } = sweep.metric;
  const values = results
    .filter(({ outcome }) => outcome.kind === 'completed')
    .map(({ metrics }) => fromMetricValue(metrics[name] ?? 'NaN'));
  return values.length === 0
    ? undefined
    : { name, value: goal === 'minimize' ? Math.min(...values) : Math.max(...values) };
}

interface Printer {
  readonly width: number;
  /** Whether there is a line that is overwritten. */
  readonly isLive: boolean;
  line(text: string): void;
  /** Prints a line unless it was printed before. */
  once(text: string): void;
  progress(text: string): void;
  end(): void;
}

function createPrinter(lastLineMs: number): Printer {
  const isLive = process.env['NX_TUI'] === 'true';
  const isCi = !['', 'false', undefined].includes(process.env['CI']);
  const { width } = terminal(80);
  let last = lastLineMs;
  let live = '';
  const clear = (): void => {
    if (live !== '') process.stdout.write(`\r${' '.repeat(live.length)}\r`);
    live = '';
  };
  const said = new Set<string>();
  const line = (text: string): void => (clear(), void process.stdout.write(`${text}\n`));
  return {
    width,
    isLive,
    line,
    once: (text) => void (said.has(text) || (said.add(text), line(escapeControl(text)))),
    progress: (text) => {
      if (isLive) {
        clear();
        process.stdout.write((live = text));
      } else if (!isCi && Date.now() - last >= plainEveryMs) {
        last = Date.now();
        process.stdout.write(`${text}\n`);
      }
    },
    end: () => {
      if (live !== '') process.stdout.write('\n');
      live = '';
    },
  };
}

import {
  bestTrial,
  type LockState,
  paretoFrontOf,
  standardErrorOf,
  type SweepStatus,
  type TrialEntry,
} from '@nx-tune/report';
import { defined } from '@nx-tune/search';
import { compareTrial, fromMetricValue, goalsOf, lockFile, type Outcome, sweepTarget } from '@nx-tune/sweep';

import { shellWord } from '../escape/shellWord.js';
import { Mistake } from '../mistake.js';
import { describeLockDrift, headChanges } from './lockDrift.js';
import type { OpenSweep } from './openSweep.js';
import { readResults, type StudyResults } from './readResults.js';

type Known = Extract<SweepStatus, { readonly problems?: undefined }>;

/** The state of a sweep. `cached` is the number of its trials that Nx's cache has, if it was asked. */
export function statusOf(found: OpenSweep, cached?: number): SweepStatus {
  const { known, unreadable } = readTolerantly(found);
  const { report, onDisk, lock, unknown } = known;
  const { project, name, file, sweep } = found;
  const outcomes = countOutcomes(known);
  const best = bestTrial(report);
  const asked = new Set(known.trials.map(({ id }) => id));
  return {
    project,
    sweep: name,
    file,
    method: sweep.method,
    metric: sweep.metric,
    asked: report.trials.length + unknown,
    known: report.trials.length,
    onDisk: onDisk.size,
    inLock: lock?.trials.filter(({ id }) => asked.has(id)).length ?? 0,
    outcomes,
    toRun: unknown + (sweep.onCrash === 'fail' ? outcomes.failed : 0),
    ...defined({
      cached,
      best: best && { ...bestOf(best, sweep.metric.name), ...frontFactsOf(best, known) },
    }),
    lock: unreadable === undefined ? lockState(found, known) : { kind: 'unreadable', why: unreadable },
  };
}

function bestOf(trial: TrialEntry, metric: string): NonNullable<Known['best']> {
  const { result, replicates, cases } = trial;
  const facts = {
    standardError: standardErrorOf(trial, metric),
    replicates: replicates?.isFirstAlone === true ? undefined : replicates?.entries.length,
    cases: cases?.asked,
  };
  return { id: result.id, value: fromMetricValue(result.metrics[metric] ?? 'NaN'), ...defined(facts) };
}

/** Returns the values of all goals, if there are several, and the number of trials on the front. */
function frontFactsOf(
  { result }: TrialEntry,
  { report }: StudyResults,
): Pick<NonNullable<Known['best']>, 'values' | 'front'> {
  const pareto = paretoFrontOf(report);
  if (pareto === undefined) return {};
  const values = goalsOf(report.metric).map(({ name }) => [name, fromMetricValue(result.metrics[name] ?? 'NaN')]);
  return { values: Object.fromEntries(values) as { readonly [goal: string]: number }, front: pareto.members.length };
}

/** Reads the results. A lock that cannot be read is reported, and the results on this disk still count. */
function readTolerantly(found: OpenSweep): { readonly known: StudyResults; readonly unreadable?: string } {
  try {
    return { known: readResults(found) };
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return { known: readResults(found, 'disk'), unreadable: error.message };
  }
}

function countOutcomes({ report }: StudyResults): { readonly [kind in Outcome['kind']]: number } {
  const count = (kind: Outcome['kind']): number =>
    report.trials.filter(({ result }) => result.outcome.kind === kind).length;
  return {
    completed: count('completed'),
    stopped: count('stopped'),
    diverged: count('diverged'),
    infeasible: count('infeasible'),
    failed: count('failed'),
  };
}

/** Compares a sweep with its lock. A lock is fresh if it has the known result of every trial, and no other trials. */
export function lockState(
  { project, name, sweep }: Pick<OpenSweep, 'project' | 'name' | 'sweep'>,
  { lock, report, onDisk, trials, unknown }: StudyResults,
): LockState {
  if (lock === undefined) return { kind: 'missing' };
  const locked = new Map(lock.trials.map((trial) => [trial.id, trial]));
  const asked = new Set(trials.map(({ id }) => id));
  const kinds = report.trials.flatMap(({ result }) => {
    const trial = onDisk.has(result.id) ? locked.get(result.id) : undefined;
    return trial === undefined ? [] : [compareTrial(trial, result, sweep).kind];
  });
  const drift = describeLockDrift({
    absent: unknown + report.trials.filter(({ result }) => !locked.has(result.id)).length,
    gone: lock.trials.filter(({ id }) => !asked.has(id)).length,
    different: kinds.filter((kind) => kind === 'different').length,
    notCompared: kinds.filter((kind) => kind === 'not compared').length,
  });
  const [why] = [
    ...headChanges(lock, sweep, unknown > 0 ? [] : trials.map(({ id }) => id)),
    ...(drift === undefined ? [] : [drift]),
  ];
  if (why === undefined) return { kind: 'fresh' };
  return { kind: 'outdated', why: `${lockFile(name)} ${why}. Run nx ${sweepTarget(name)} ${shellWord(project)}.` };
}

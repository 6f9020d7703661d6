import { adaptiveMethodNames, defined, isAdaptive, type Space } from '@nx-tune/search';

import type { Sweep, SweepLimits, SweepResources } from '../../model/sweep.js';
import { variantOf } from '../../model/variant.js';
import type { FileFinding, Normalized } from '../finding.js';
import { normalizeRestrictions } from '../space/normalizeRestrictions.js';
import { normalizeSpace } from '../space/normalizeSpace.js';
import type { SweepReading } from '../sweepReading.js';
import type { SweepDefaults } from '../sweepDefaults.js';
import { mostGpus } from '../schema/resourcesEntry.js';
import { leastMemory, type SweepFile } from '../schema/sweepKeys.js';
import { budgetProblems, normalizeBudget } from './normalizeBudget.js';
import { normalizeCases } from './normalizeCases.js';
import { gpProblems, normalizeGp } from './normalizeGp.js';
import { goalProblems, normalizeGoals } from './normalizeGoals.js';
import { normalizeInput } from './normalizeInput.js';
import { normalizeLadder, type NormalizedLadder } from './normalizeLadder.js';
import { normalizeMetrics } from './normalizeMetrics.js';
import { needOf, needProblems } from './normalizeNeed.js';
import { normalizeObjective } from './normalizeObjective.js';
import { normalizeReplicateTop } from './normalizeReplicateTop.js';
import { normalizeRace } from './normalizeRace.js';
import { normalizeReplicates } from './normalizeReplicates.js';
import { normalizeStop, type Stop } from './normalizeStop.js';
import { normalizeWarmStart } from './normalizeWarmStart.js';
import { noticesOf, usualCap } from './noticesOf.js';
import { defaultMaxTrials } from './usualCounts.js';
import type { FileWithGoals } from './withGoals.js';

const defaultGeneration = 4;

/** Fills in the defaults of a sweep file of the right shape and checks what one key demands of another. */
export function normalizeSweep(
  name: string,
  file: FileWithGoals,
  reading: SweepReading,
  defaults: SweepDefaults,
): Normalized<Sweep> {
  const { space, floats, problems } = normalizeSpace(file, reading);
  const objective = normalizeObjective(file, problems.length > 0 ? undefined : space, reading.isWandb);
  const inputs = (file.inputs ?? []).map(normalizeInput);
  const [limits, resources] = [normalizeLimits({ ...defaults, ...file }), normalizeResources(file)];
  const needs = problems.length > 0 ? [] : needsProblems(limits, resources, space);
  const restrictions = problems.length > 0 ? { value: {} } : normalizeRestrictions(file, space);
  const ladder = normalizeLadder(file, reading, space);
  const stop = normalizeStop(file);
  const replicates = normalizeReplicates(file);
  const rungs = rungsOf(ladder, file.metric.name);
  const runCap = file.run_cap ?? (file.method === 'grid' ? undefined : usualCap(rungs.ladder));
  const top = normalizeReplicateTop(file, runCap);
  const cases = normalizeCases(file);
  const race = normalizeRace(file);
  const measured = normalizeMetrics(file);
  const warm = problems.length > 0 ? { value: {} } : normalizeWarmStart(name, file, space);
  const found = [
    ...[objective, ...inputs, warm].flatMap((part) => part.problems ?? []),
    ...problems,
    ...('problems' in restrictions ? restrictions.problems : []),
    ...needs,
    ...learningProblems(file),
    ...budgetProblems(file),
    ...gpProblems(file),
    ...goalProblems(file, space ?? []),
    ...measured.problems,
    ...('problem' in ladder ? [ladder.problem] : []),
    ...('problem' in stop ? [stop.problem] : []),
    ...('problem' in replicates ? [replicates.problem] : []),
    ...('problem' in top ? [top.problem] : []),
    ...cases.problems,
    ...('problem' in race ? [race.problem] : []),
  ];
  if (found.length > 0 || objective.value === undefined) return { problems: found };
  const settings = {
    inputs: inputs.flatMap((input) => (input.problems === undefined ? [input.value] : [])),
    onCrash: file.on_crash ?? 'fail',
    resources,
    ...defined({ undeclared: file.undeclared }),
  };
  return {
    value: {
      name,
      objective: { ...objective.value, ...(objective.value.kind === 'command' && defined({ floats })) },
      method: file.method,
      ...normalizeGoals(file),
      ...(file.stop_when === undefined ? {} : { stopWhen: { expectedGain: file.stop_when.expected_gain } }),
      ...normalizeBudget(file),
      measured: measured.metrics,
      space,
      ...('value' in restrictions ? restrictions.value : {}),
      seed: String(file.seed ?? 0),
      ...warm.value,
      ...defined({ runCap }),
      ...('problem' in replicates ? {} : replicates),
      ...defined({ pick: file.pick }),
      ...('problem' in top ? {} : top),
      ...cases.value,
      ...('race' in race ? defined({ race: race.race }) : {}),
      maxTrials: file.max_trials ?? defaultMaxTrials,
      generation: file.generation ?? defaultGeneration,
      ...normalizeGp(file),
      ...rungs,
      ...('stop' in stop && stop.stop !== undefined ? stopOf(stop.stop) : {}),
      ...(file.curves === true ? { curves: true } : {}),
      isolation: file.isolation ?? (objective.value.kind === 'module' ? (defaults.isolation ?? 'thread') : 'process'),
      limits,
      ...defined({ parallel: file.parallel }),
      ...settings,
      ...defined({ shards: file.shards, variant: variantOf(settings) }),
      notices: noticesOf(file, reading, ladder),
    },
  };
}

function rungsOf(normalized: NormalizedLadder, metric: string): Pick<Sweep, 'ladder' | 'reports'> {
  const ladder = 'ladder' in normalized ? normalized.ladder : undefined;
  return { ...defined({ ladder }), ...(ladder?.bands === undefined ? {} : { reports: metric }) };
}

const stopOf = ({ rule, medianOf }: Stop): Pick<Sweep, 'stop' | 'medianOf'> => ({
  stop: rule,
  ...defined({ medianOf }),
});

/** Finds keys that do not go with a method that learns, or that need one. */
function learningProblems({ method, generation, shards, stop_when }: SweepFile): FileFinding[] {
  const learns = isAdaptive(method);
  if (learns && shards !== undefined)
    return [
      {
        at: ['shards'],
        rule: `"${method}" learns from all earlier trials, so trials cannot be split in advance`,
        found: `shards is ${shards}`,
        remedy: 'Remove "shards", or use "method: sobol".',
      },
    ];
  if (!learns && stop_when !== undefined)
    return [
      {
        at: ['stop_when'],
        rule: '"stop_when" is only for methods that learn: others know all their trials in advance',
        found: `the method is ${method}`,
        remedy: `Remove it, or use "method: ${adaptiveMethodNames[0]}".`,
      },
    ];
  if (!learns && generation !== undefined)
    return [
      {
        at: ['generation'],
        rule: '"generation" is only for methods that learn',
        found: `the method is ${method}`,
        remedy: `Remove it, or use "method: ${adaptiveMethodNames[0]}".`,
      },
    ];
  return [];
}

function normalizeLimits({ timeout, memory, retries = 0, fail_fast }: SweepFile): SweepLimits {
  return {
    ...(timeout === undefined ? {} : { timeoutMs: Math.ceil(timeout * 1000) }),
    ...(memory === undefined ? {} : { memoryMb: needOf(memory) }),
    retries,
    ...defined({ failFast: fail_fast }),
  };
}

function normalizeResources({ resources: { cpus, gpus } = {} }: SweepFile): SweepResources {
  return {
    ...(cpus === undefined ? {} : { cpus: needOf(cpus) }),
    ...(gpus === undefined ? {} : { gpus: needOf(gpus) }),
  };
}

/** Finds what trials cannot take from a parameter. */
function needsProblems({ memoryMb }: SweepLimits, { cpus, gpus }: SweepResources, space: Space): FileFinding[] {
  return [
    ...needProblems(cpus, space, ['resources', 'cpus'], { min: 1 }),
    ...needProblems(gpus, space, ['resources', 'gpus'], { min: 1, max: mostGpus }),
    ...needProblems(memoryMb, space, ['memory'], { min: leastMemory }),
  ];
}

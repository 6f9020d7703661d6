import type { JsonObject } from '@nx-tune/search';

import { bracketSize, createBrackets, lastBudget, type Rung } from '../model/ladder.js';
import { defineTrial } from '../trial/defineTrial.js';
import {
  evaluationAt,
  evaluationId,
  type EvaluationKey,
  evaluationKeysOf,
  isPlainEvaluation,
} from '../trial/evaluationKey.js';
import type { PlannedTrial } from '../trial/plannedTrial.js';
import type { CostedResult } from '../trial/cost.js';
import type { Slot } from '../trial/slot.js';
import { slotName } from '../trial/taskName.js';
import { trialId } from '../trial/trial.js';
import { createAuto, resolveAuto } from './autoReplicates.js';
import { pilotCount } from './chooseReplicates.js';
import { proposeGeneration } from './proposeGeneration.js';
import { createPromotions, type Promotion, type ResolvedTrial, resolvePromotions } from './resolvePromotions.js';
import { type Search, searchId } from './search.js';
import { isSpent } from './withCost.js';

/** All slots of a search, and the promotions that decide which of them run. */
export interface SlotPlan {
  readonly slots: readonly Slot[];
  readonly promotions: readonly Promotion[];
}

/** The number of configurations in a generation, unless `run_cap` cuts it short, without baselines. */
export const generationSize = ({ ladder, generation: size }: Search, generation: number): number =>
  ladder === undefined ? size : bracketSize(ladder, generation);

const countBaselines = ({ baselineParams = [] }: Pick<Search, 'baselineParams'>): number => baselineParams.length;

/** The slots of all generations up to this one. */
export const slotsUpTo = (search: Search, generation: number): SlotPlan =>
  createSlots(
    search,
    Array.from({ length: generation + 1 }, (_, index) => generationSize(search, index)).reduce((a, b) => a + b, 0),
  );

/**
 * Returns the slots for baselines and `count` configurations more: one for each evaluation, and first one of all configurations, so that the
 * number of a trial does not depend on how many replicates there are. With early stopping, a bracket is a generation.
 * Baselines come before the first generation, as parts of it; with rungs, they have the largest budget from the start.
 */
export function createSlots(search: Search, count: number): SlotPlan {
  const id = searchId(search);
  const slot = (number: number, generation: number, rung?: Rung): Slot => ({
    number,
    generation,
    id: `${id}-${number}`,
    name: slotName(search.method, number, id),
    ...(rung === undefined ? {} : { budget: rung.budget }),
  });
  const baselines = countBaselines(search);
  if (search.ladder === undefined) {
    const slots = Array.from({ length: baselines + count }, (_, number) =>
      slot(number, Math.max(0, Math.floor((number - baselines) / search.generation))),
    );
    const all = evaluationKeysOf(search).flatMap((key) =>
      slots.map((one) => evaluationSlot(search.method, id, one, key)),
    );
    return {
      slots: search.autoReplicates === undefined ? all : createAuto(search, all, pilotSlots(search, slots)).positions,
      promotions: [],
    };
  }
  const { metric, ladder } = search;
  const [slots, promotions]: [Slot[], Promotion[]] = [[], []];
  const whole = { budget: lastBudget(ladder), size: 1 };
  for (let number = 0; number < baselines; number++) slots.push(slot(number, 0, whole));
  let number = baselines;
  for (const [generation, bracket] of createBrackets(ladder, count).entries()) {
    const [lowest] = bracket.rungs as [Rung];
    const started = Array.from({ length: lowest.size }, () => slot(number++, generation, lowest));
    const created = createPromotions(bracket, started, { metric }, (from, rung, index, promotedBy) => ({
      ...(from as Slot),
      id: `${id}-${(from as Slot).number}-${index}`,
      name: slotName(search.method, (from as Slot).number, id, { budget: { unit: ladder.unit, amount: rung.budget } }),
      budget: rung.budget,
      promotedBy,
    }));
    slots.push(...started, ...created.flatMap(({ pairs }) => pairs.map(({ to }) => to as Slot)));
    promotions.push(...created);
  }
  return { slots, promotions };
}

/** The indices of the configurations on which noise is measured: all are of the first generation, and baselines only where there are too few others. */
export const pilotSlots = (search: Pick<Search, 'baselineParams'>, slots: readonly Slot[]): number[] => {
  const numbers = [...new Set(slots.map(({ number }) => number))];
  const baselines = countBaselines(search);
  return [...numbers.slice(baselines), ...numbers.slice(0, baselines)].slice(0, pilotCount);
};

/** The slot of one evaluation of a configuration, from that of the configuration. */
function evaluationSlot(method: string, search: string, slot: Slot, evaluation: EvaluationKey): Slot {
  if (isPlainEvaluation(evaluation)) return slot;
  const name = slotName(method, slot.number, search, { evaluation });
  return { ...slot, id: `${slot.id}-${evaluationId(evaluation)}`, name, evaluation };
}

/** The results that are available and can be trusted. */
export interface AvailableResults {
  readonly ofTrial: (trial: PlannedTrial) => CostedResult | undefined;
  /** The result of the trial in a slot that continues no other; absent if slots are not known. */
  readonly inSlot?: (slot: Slot) => CostedResult | undefined;
}

/**
 * The trials in the slots, as far as they follow from results: all generations that have them, and the next. Generations
 * before `trusted` are taken as their results have them, where they are whole; those from it on are proposed again, so that
 * a result which is not of what was proposed counts for nothing.
 */
export function resolveSlots(
  search: Search,
  { slots, promotions }: SlotPlan,
  known: AvailableResults,
  trusted = 0,
): PlannedTrial[] {
  const resolved: ResolvedTrial[] = [];
  const planned: PlannedTrial[] = [];
  const results = (): CostedResult[] => resolved.flatMap(({ result }) => result ?? []);
  for (const [generation, places] of byGeneration(slots)) {
    const started = places.filter(({ promotedBy }) => promotedBy === undefined);
    const params =
      // What an earlier run with a larger budget has left in later slots was not proposed by this search.
      (generation < trusted && !isSpent(search, results()) ? paramsIn(started, known) : undefined) ??
      proposeGeneration(search, results(), generationSize(search, generation));
    const first = started[0]?.number ?? 0;
    const trials = started.flatMap((slot) => {
      const own = params[slot.number - first];
      return own === undefined ? [] : [planSlot(search, slot, own)];
    });
    const ladder = { metric: search.metric, unit: search.ladder?.unit ?? '' };
    planned.push(...trials);
    const running = search.autoReplicates === undefined ? planned : resolveAuto(search, planned, known.ofTrial).trials;
    const own = running.filter(({ slot }) => slot?.generation === generation);
    resolved.push(...resolvePromotions(own, promotionsOf(promotions, generation), ladder, known.ofTrial));
    if (trials.length === 0 || resolved.some(({ result }) => result === undefined)) break;
  }
  return inOrderOf(
    slots,
    resolved.map(({ trial }) => trial),
  );
}

/** All trials in the order of their slots. */
function inOrderOf(slots: readonly Slot[], trials: readonly PlannedTrial[]): PlannedTrial[] {
  const places = new Map(slots.map(({ id }, index) => [id, index]));
  const placeOf = ({ slot }: PlannedTrial): number => places.get(slot?.id ?? '') ?? Infinity;
  return trials.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/**
 * The trials in the slots, each at the index that it has in the whole sweep; nothing is proposed. Undefined where
 * there is none yet, so that a sweep can be looked at while it runs.
 */
export function trialsInSlots(
  search: Search,
  plan: SlotPlan,
  known: AvailableResults,
): readonly (PlannedTrial | undefined)[] {
  const found = allInSlots(search, plan, known);
  return search.budgetSeconds === undefined ? found : withinBudget(search, found, known);
}

/** Leaves out what an earlier run with a larger budget has left. */
function withinBudget(
  search: Search,
  found: readonly (PlannedTrial | undefined)[],
  { ofTrial }: AvailableResults,
): readonly (PlannedTrial | undefined)[] {
  const results: CostedResult[] = [];
  for (const [generation, trials] of byGeneration(found.flatMap((trial) => trial?.slot ?? []))) {
    if (trials.length > 0 && isSpent(search, results))
      return found.map((trial) => ((trial?.slot?.generation ?? 0) < generation ? trial : undefined));
    const own = found.filter((trial) => trial?.slot?.generation === generation);
    results.push(...own.flatMap((trial) => (trial === undefined ? [] : (ofTrial(trial) ?? []))));
  }
  return found;
}

function allInSlots(
  search: Search,
  { slots, promotions }: SlotPlan,
  known: AvailableResults,
): readonly (PlannedTrial | undefined)[] {
  const ladder = { metric: search.metric, unit: search.ladder?.unit ?? '' };
  const inSlot = (slot: Slot): PlannedTrial | undefined => {
    const result = known.inSlot?.(slot);
    return result && planSlot(search, slot, result.params);
  };
  if (search.autoReplicates !== undefined) return withAuto(search, slots, slots.map(inSlot), known);
  if (search.ladder === undefined) return slots.map(inSlot);
  return [...byGeneration(slots)].flatMap(([generation, places]) => {
    const started = places.filter(({ promotedBy }) => promotedBy === undefined);
    const trials = started.map(inSlot);
    const whole = trials.filter((trial) => trial !== undefined);
    if (whole.length < trials.length) return trials;
    return resolvePromotions(whole, promotionsOf(promotions, generation), ladder, known.ofTrial).map(
      ({ trial }) => trial,
    );
  });
}

/** Leaves out replicates that are not asked for, as far as that is known: an earlier run may have left some. */
function withAuto(
  search: Search,
  slots: readonly Slot[],
  found: readonly (PlannedTrial | undefined)[],
  known: AvailableResults,
): readonly (PlannedTrial | undefined)[] {
  const whole = found.filter((trial) => trial !== undefined);
  const isDecidable = !found.slice(0, countBaselines(search) + pilotCount).includes(undefined);
  const resolved = isDecidable ? resolveAuto(search, whole, known.ofTrial) : undefined;
  const running = new Set(resolved?.trials ?? whole);
  return found.filter((trial, index) => {
    if (trial !== undefined) return running.has(trial);
    const { racedBy } = slots[index] ?? {};
    return racedBy === undefined || racedBy.place < (resolved?.choice?.replicates ?? 1);
  });
}

const promotionsOf = (promotions: readonly Promotion[], generation: number): readonly Promotion[] =>
  promotions.filter(({ pairs }) => pairs.some(({ from }) => (from as Slot).generation === generation));

function byGeneration(slots: readonly Slot[]): Map<number, Slot[]> {
  const generations = new Map<number, Slot[]>();
  for (const slot of slots) generations.set(slot.generation, [...(generations.get(slot.generation) ?? []), slot]);
  return generations;
}

/** The params of a whole generation, from the results of its configurations' first evaluations. */
function paramsIn(slots: readonly Slot[], { inSlot }: AvailableResults): JsonObject[] | undefined {
  const numbers = new Set(slots.map(({ number }) => number));
  const results = slots.slice(0, numbers.size).map((slot) => inSlot?.(slot));
  return results.every((result) => result !== undefined) ? results.map(({ params }) => params) : undefined;
}

/** The trial of a slot whose params are known and which continues no other. */
export function planSlot(search: Search, slot: Slot, params: JsonObject): PlannedTrial {
  const { ladder } = search;
  const budget = ladder === undefined ? {} : { budget: { [ladder.unit]: slot.budget ?? 0 } };
  const definition = evaluationAt({ ...defineTrial(search, params), ...budget }, slot.evaluation ?? { replicate: 0 });
  return { definition, id: trialId(definition), name: slot.name, slot };
}

import { defined, isAdaptive, type Method, type Space } from '@nx-tune/search';

import { countPromotions, type Ladder } from '../../model/ladder.js';
import type { FileFinding } from '../finding.js';
import { isParameterName } from '../nameRules.js';
import { showValue } from '../problem.js';
import type { SweepReading } from '../sweepReading.js';
import type { EarlyTerminate } from '../schema/earlyTerminate.js';
import type { FileWithGoals } from './withGoals.js';
import { countsReports, reportLadder } from './reportLadder.js';

export type NormalizedLadder =
  | { readonly ladder?: Ladder; readonly notice?: string }
  | { readonly problem: FileFinding };

/** Methods whose own steps need all trials of a generation to have the same budget. */
const needWholeGenerations: readonly Method[] = ['cma-es', 'nelder-mead'];

/** Normalizes early stopping by rungs: of a budget that trials are given, or in a file of W&B of what they report. */
export function normalizeLadder(
  file: FileWithGoals,
  { isWandb }: Pick<SweepReading, 'isWandb'>,
  space: Space,
): NormalizedLadder {
  const { budget, early_terminate: terminate } = file;
  if (budget === undefined && terminate === undefined) return {};
  if (budget === undefined) return isWandb ? normalizeReports(file, space) : { notice: needsBudget };
  if (terminate === undefined) return broken(['budget'], '"budget" needs "early_terminate"', 'there is none', example);
  const { name } = budget;
  if (!isParameterName(name))
    return broken(
      ['budget', 'name'],
      'a budget\'s name must consist of letters, digits, "_", "-" and "."',
      `it is ${showValue(name)}`,
    );
  return (
    misfit(file, name, terminate) ?? {
      ladder: { unit: name, max: terminate.max_iter ?? 1, eta: etaOf(terminate), ...rest(terminate) },
    }
  );
}

const needsBudget =
  '"early_terminate" needs "budget: { name: epochs }" and an objective that respects the budget; without them, every trial runs to its end';

function normalizeReports(file: FileWithGoals, space: Space): NormalizedLadder {
  const ladder = reportLadder(file, space);
  const problem = ladder && splitMisfit(file);
  return problem ?? { ...defined({ ladder }), notice: countsReports(file, ladder) };
}

const example = 'Add "early_terminate: { type: hyperband, max_iter: 27 }".';
const broken = (at: readonly PropertyKey[], rule: string, found: string, remedy?: string): NormalizedLadder => ({
  problem: { at, rule, found, ...defined({ remedy }) },
});

const etaOf = ({ eta = 3 }: EarlyTerminate): number => eta;

function rest(terminate: EarlyTerminate): Pick<Ladder, 'type' | 'promotions'> {
  const { type, min_iter: min = 1, max_iter: max = 1, s } = terminate;
  return { type, promotions: s ?? countPromotions(min, max, etaOf(terminate)) };
}

/** The first thing that is wrong. */
function misfit(file: FileWithGoals, name: string, terminate: EarlyTerminate): NormalizedLadder | undefined {
  const { method, parameters } = file;
  const { type, min_iter: min, max_iter: max, s } = terminate;
  const eta = etaOf(terminate);
  const at = (key: string): string[] => ['early_terminate', key];
  if (Object.hasOwn(parameters, name))
    return broken(
      ['budget', 'name'],
      'a budget must not have the name of a parameter',
      `"parameters" has "${name}" too`,
      `Remove it from "parameters".`,
    );
  if (max === undefined)
    return broken(
      ['early_terminate'],
      '"max_iter", the budget of a complete trial, is required',
      'it is missing',
      example,
    );
  for (const [key, value] of Object.entries({ min_iter: min, max_iter: max, eta, s }))
    if (value !== undefined && !Number.isSafeInteger(value))
      return broken(at(key), `"${key}" must be a whole number`, `it is ${value}`);
  if (max < 1 || max > 1e9) return broken(at('max_iter'), '"max_iter" must be from 1 to 1e9', `it is ${max}`);
  if (eta < 2 || eta > 1000) return broken(at('eta'), '"eta" must be from 2 to 1000', `it is ${eta}`);
  if (min !== undefined && (min < 1 || min > max))
    return broken(at('min_iter'), '"min_iter" must be from 1 to "max_iter"', `it is ${min}, and "max_iter" is ${max}`);
  if (min !== undefined && s !== undefined)
    return broken(
      at('s'),
      '"min_iter" and "s" cannot be combined, since each gives the smallest budget',
      'both are given',
      'Remove one of them.',
    );
  if (s !== undefined && (s < 0 || s > countPromotions(1, max, eta)))
    return broken(
      at('s'),
      '"s" must not be larger than the number of times that "max_iter" can be divided by "eta" and stay at least 1',
      `s is ${s}, and ${max} can be divided ${countPromotions(1, max, eta)} times`,
    );
  if (type === 'hyperband' && method === 'grid')
    return broken(
      at('type'),
      'hyperband needs a method that draws configurations for each of its brackets',
      'the method is grid',
      'Use "type: successive_halving", or another method.',
    );
  if (type === 'successive_halving' && isAdaptive(method))
    return broken(
      at('type'),
      `"${method}" learns from one bracket for the next`,
      'successive_halving has only one',
      'Use "type: hyperband".',
    );
  return splitMisfit(file);
}

/** Reports settings that rule out rungs, whatever their budgets. */
function splitMisfit({ method, shards, generation }: FileWithGoals): NormalizedLadder | undefined {
  if (needWholeGenerations.includes(method))
    return broken(
      ['early_terminate'],
      `"${method}" compares all trials of a generation`,
      'with "early_terminate" only some of them would have the full budget',
      'Use "method: tpe".',
    );
  if (shards !== undefined)
    return broken(
      ['shards'],
      'which trials are promoted depends on all trials of a rung, so they cannot be split in advance',
      `shards is ${shards}`,
      'Remove "shards".',
    );
  if (generation !== undefined)
    return broken(
      ['generation'],
      'with "early_terminate" each bracket is a generation',
      `generation is ${generation}`,
      'Remove it.',
    );
  return undefined;
}

import {
  describeValues,
  didYouMean,
  type Distribution,
  type Json,
  possibleValue,
  rangeOf,
  type Space,
} from '@nx-tune/search';

import type { Need } from '../../trial/needs.js';
import type { FileFinding } from '../finding.js';
import { showValue } from '../problem.js';
import { isAlwaysPresent } from '../space/isAlwaysPresent.js';
import type { Amount } from '../schema/amount.js';

/** An amount as the model has it: `${param:workers}` and `${workers}` name a parameter. */
export function needOf(amount: Amount): Need {
  return typeof amount === 'number' ? amount : { param: amount.replace(/^\$\{(?:param:)?/, '').slice(0, -1) };
}

/** The whole numbers that an amount may be. */
export interface AmountRange {
  readonly min: number;
  readonly max?: number;
}

/** Finds why trials cannot take an amount from a parameter: it must be a whole number in the range for every trial. */
export function needProblems(
  need: Need | undefined,
  space: Space,
  at: readonly string[],
  range: AmountRange,
): FileFinding[] {
  if (need === undefined || typeof need === 'number') return [];
  const { param } = need;
  const entries = space.filter(({ path }) => path.length > 0 && path.join('.') === param);
  const labels = [...new Set(space.flatMap(({ path }) => (path.length > 0 ? [path.join('.')] : [])))];
  if (entries.length === 0) {
    const remedy = didYouMean(param, labels) ?? `Parameters: ${labels.join(', ')}.`;
    return [{ at, rule: `unknown parameter ${showValue(param)}`, remedy }];
  }
  if (!isAlwaysPresent(space, param)) {
    const rule = `"${at.at(-1)}" needs a parameter that every trial has`;
    return [{ at, rule, found: `${param} is absent from some`, remedy: 'Give a number.' }];
  }
  const unfit = entries.find(({ distribution }) => !isAmount(distribution, range));
  if (unfit === undefined) return [];
  const most = range.max === undefined ? '' : ` and at most ${range.max}`;
  return [
    {
      at,
      rule: `"${at.at(-1)}" must be a whole number of at least ${range.min}${most}`,
      found: `${param} is ${describeValues(unfit.distribution)}`,
      remedy: `Change the parameter, or give a number.`,
    },
  ];
}

function isAmount(distribution: Distribution, { min, max = Infinity }: AmountRange): boolean {
  const fits = (value: Json): boolean =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;
  if (distribution.kind === 'constant') return fits(distribution.value);
  if (distribution.kind === 'categorical')
    return distribution.values.every((value) => possibleValue(distribution, value) === undefined || fits(value));
  if (!('min' in distribution)) return false;
  const isWhole = 'q' in distribution ? Number.isInteger(distribution.q) : distribution.kind === 'int_uniform';
  const [low, high] = rangeOf(distribution);
  const step = 'q' in distribution ? distribution.q : 1;
  return isWhole && fits(Math.ceil(low / step) * step) && fits(Math.floor(high / step) * step);
}

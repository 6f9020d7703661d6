import { type ComparedTotal, type Sweep, usualTolerance } from '@nx-tune/sweep';

/** Says how many values were compared with a lock, and how. Where there were none, this is said, and is not a success. */
export function describeCompared(
  lock: string,
  { trials, notCompared, exact, measured, far, absent }: ComparedTotal,
  properties: Sweep['measured'],
  tolerance = 0,
): string {
  if (trials === 0) return `nothing could be compared with ${lock}${notCompared === 0 ? '' : withoutValues(lock)}`;
  const near = far === 0 ? countOf(measured, 'measured value') : `${measured - far} of ${measured} measured values`;
  return [
    `compared with ${lock}: ${countOf(trials, 'trial')}`,
    `${countOf(exact, 'value')} ${tolerance === 0 ? 'exactly' : `within a tolerance of ${tolerance}`}`,
    ...(measured === 0 ? [] : [`${near} within ${toleranceText(properties, tolerance)}`]),
    ...(absent === 0 ? [] : [`${countOf(absent, 'measured value')} not, since the lock does not have ${them(absent)}`]),
  ].join(', ');
}

const withoutValues = (lock: string): string =>
  `, which has no value of the trials: ${lock} was written before measured values were recorded`;

const them = (count: number): string => (count === 1 ? 'it' : 'them');
const countOf = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** The tolerance that all measured metrics have in common, in words. */
function toleranceText(properties: Sweep['measured'], least: number): string {
  if (properties.some(({ spread }) => spread !== undefined)) return 'their tolerances and spreads';
  const tolerances = new Set(properties.map(({ tolerance = usualTolerance }) => Math.max(tolerance, least)));
  const [only] = tolerances;
  return tolerances.size === 1 && only !== undefined ? `${Number((only * 100).toPrecision(6))} %` : 'their tolerances';
}

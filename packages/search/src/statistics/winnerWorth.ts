import { meanOf, medianOf } from './meanOf.js';
import { measureNoise, type Noise } from './measureNoise.js';
import { posteriorMean, priorOf } from './priorOf.js';
import { studentQuantile } from './studentQuantile.js';

/** The losses of a configuration, lower for a better one. The same place is the same replicate (seed) in all configurations. */
export interface Evaluations {
  /** Those that every configuration has, at least one. */
  readonly first: readonly number[];
  /** Those that only checked configurations have: they were chosen by the first ones. Checked configurations have equally many. */
  readonly fresh: readonly number[];
}

/** The worth of a configuration that was chosen among others. */
export interface Worth {
  /** The loss to expect of a new replicate. */
  readonly estimate: number;
  /** The interval in which the mean of new replicates lies with the probability asked for. */
  readonly low: number;
  readonly high: number;
  /** The loss to expect under the seeds that every configuration has, for comparisons with configurations that were not checked. */
  readonly atFirst: number;
  readonly noise: Noise;
}

export interface WorthOptions {
  /** The interval is for the mean of this many new replicates; Infinity for the worth itself. Default 1. */
  readonly replicates?: number;
  /** Default 0.9. */
  readonly probability?: number;
}

/**
 * The part of what is outside of the interval that is worse than it. On the tables of `npm run bench:honest`, 70 % of what lay outside of
 * symmetric intervals was worse: a bad seed harms more than a good one helps.
 */
const worseShare = 0.3;

/**
 * The number of best configurations on which noise is measured, where all have all replicates: bad ones often vary more.
 */
const mostForNoise = 10;

/**
 * Estimates what the winner is worth on new replicates. Its mean is too good, since it was chosen for that ("the winner's curse").
 *
 * The estimate is the mean of its worth given its losses, where the distribution of worths among the configurations of the search is
 * itself estimated from their losses (empirical Bayes, `priorOf`): B. Efron, "Tweedie's formula and selection bias", Journal of the
 * American Statistical Association 106 (2011), 1602-1614, section 1: what is given the data does not depend on how it was selected.
 * Fresh replicates of checked configurations add how much worse the others of these are, and how other seeds shift all of them: the
 * shift is the median of what they have in common, since the group was chosen before they ran. Undefined without two losses of any.
 *
 * The interval is Student's for a mean of new values with normal noise, the variance of which is pooled over checked configurations. It
 * reaches farther to the worse side (`worseShare`).
 */
export function winnerWorth(
  configurations: readonly Evaluations[],
  winner: number,
  { replicates = 1, probability = 0.9 }: WorthOptions = {},
): Worth | undefined {
  const chosen = configurations[winner];
  if (chosen === undefined || chosen.first.length === 0) return undefined;
  const group = groupOf(configurations, chosen);
  if (group.every((one) => lossesOf(one).length < 2)) return undefined;
  const noise = measureNoise(group.map(lossesOf));
  const { atFirst, shift } = shrunk(configurations, group, chosen, Math.sqrt(noise.own));
  const count = lossesOf(chosen).length;
  const estimate = atFirst + shift;
  const error = Math.sqrt(noise.total * (1 / count + 1 / replicates));
  const within = (outside: number): number => error * studentQuantile(1 - outside, noise.degrees);
  const outside = 1 - probability;
  return {
    estimate,
    low: estimate - within(outside * (1 - worseShare)),
    high: estimate + within(outside * worseShare),
    atFirst,
    noise,
  };
}

const lossesOf = ({ first, fresh }: Evaluations): readonly number[] => [...first, ...fresh];

/** The configurations that were checked with the most replicates; the best ones, if none were chosen to have more than others. */
function groupOf(configurations: readonly Evaluations[], winner: Evaluations): readonly Evaluations[] {
  const most = configurations.reduce((count, { fresh }) => Math.max(count, fresh.length), 0);
  if (most > 0) return configurations.filter(({ fresh }) => fresh.length === most);
  const others = configurations.filter((one) => one !== winner).toSorted((a, b) => meanOf(a.first) - meanOf(b.first));
  return [winner, ...others.slice(0, mostForNoise - 1)];
}

interface Shrunk {
  /** The winner's worth under the first seeds. */
  readonly atFirst: number;
  /** The amount by which all configurations are worse on average over all seeds. */
  readonly shift: number;
}

/** The number of times that shifts and worths are estimated from each other. */
const rounds = 30;

function shrunk(
  configurations: readonly Evaluations[],
  group: readonly Evaluations[],
  winner: Evaluations,
  deviation: number,
): Shrunk {
  const [early, late] = [winner.first.length, group[0]?.fresh.length ?? 0];
  if (deviation === 0) {
    const [atFirst, mean] = [meanOf(winner.first), meanOf(lossesOf(winner))];
    return { atFirst, shift: mean - atFirst };
  }
  const prior = priorOf(
    configurations.map(({ first }) => meanOf(first)).filter(Number.isFinite),
    deviation / Math.sqrt(early),
  );
  const worthIn = (one: Evaluations, shifts: readonly number[]): number => {
    const level = meanOf([...one.first, ...one.fresh.map((loss, place) => loss - (shifts[place] ?? 0))]);
    return posteriorMean(prior, level, deviation / Math.sqrt(lossesOf(one).length));
  };
  const shiftsFrom = (worths: readonly number[]): readonly number[] =>
    Array.from({ length: late }, (_, place) =>
      medianOf(group.map(({ fresh }, index) => (fresh[place] ?? NaN) - (worths[index] ?? NaN))),
    );
  let shifts = shiftsFrom(group.map(({ first }) => meanOf(first)));
  for (let round = 0; round < (late > 0 ? rounds : 0); round++)
    shifts = shiftsFrom(group.map((one) => worthIn(one, shifts)));
  const sum = shifts.reduce((total, shift) => total + shift, 0);
  return { atFirst: worthIn(winner, shifts), shift: sum / (early + late) };
}

import { createStream } from '../core/stream.js';
import { permutation } from '../samplers/spaceFilling/permutation.js';
import { meanOf } from '../statistics/meanOf.js';
import type { ImportanceAxis } from './importanceAxis.js';

/** The values that the best trials have in common. */
export interface TopImportance {
  /** The number of trials that count as the best. */
  readonly top: number;
  readonly axes: readonly TopAxis[];
}

export interface TopAxis {
  /**
   * The difference between the values of the best trials and those of all: the share of this axis, where all axes have 1 in sum.
   */
  readonly fraction: number;
  /** The probability of such a difference by chance: the p-value of a permutation test. */
  readonly chance: number;
}

/** With fewer trials, any answer would be invented. */
const fewestTrials = 10;

/** The share of trials that are called the best; at least five are, or too little would be compared. */
const topShare = 0.1;
const fewestTop = 5;

/** Beyond this number of trials, the best are compared with an evenly spaced selection. */
const mostTrials = 512;

const shuffles = 199;
const cells = 32;

/** Numbers with at most as many different values are compared value by value. */
const mostListed = 8;

/**
 * Measures importance among good trials by PED-ANOVA (Watanabe, Bansal and Hutter, 2023, equation 9): the Pearson divergence of the
 * distribution of an axis's values in the best tenth of trials from that in all trials. fANOVA asks what moves the metric anywhere;
 * this asks what has to be right to be among the best.
 *
 * Numbers are smoothed by Gaussian kernels (Scott's rule), which are the same for both distributions. The divergence that trials
 * drawn by chance have on average is subtracted, and a permutation test says how probable one as large is. Undefined
 * for fewer than 10 trials, or if all losses are equal.
 *
 * @param losses One for each trial; lower is better.
 */
export function measureTopImportance(
  axes: readonly ImportanceAxis[],
  losses: readonly number[],
): TopImportance | undefined {
  if (losses.length < fewestTrials || losses.every((loss) => loss === losses[0])) return undefined;
  const ranked = losses.map((_, index) => index).toSorted((a, b) => (losses[a] ?? 0) - (losses[b] ?? 0) || a - b);
  const wanted = Math.max(fewestTop, Math.ceil(losses.length * topShare));
  const top = ranked.slice(0, wanted);
  const rest = ranked.slice(wanted);
  const kept = Math.min(rest.length, mostTrials);
  const all = [
    ...top,
    ...Array.from({ length: kept }, (_, place) => rest[Math.floor((place * rest.length) / kept)] ?? 0),
  ];
  const found = axes.map(({ scale, values }, axis) =>
    compare({ scale, values: all.map((index) => values[index] ?? null) }, wanted, axis),
  );
  const sum = found.reduce((total, { excess }) => total + excess, 0);
  return {
    top: wanted,
    axes: found.map(({ excess, chance }) => ({ fraction: sum > 0 ? excess / sum : 0, chance })),
  };
}

/** Compares the first `top` values of an axis with all of them. */
function compare(
  axis: ImportanceAxis,
  top: number,
  label: number,
): { readonly excess: number; readonly chance: number } {
  const masses = massesOf(axis, top);
  const trials = Uint32Array.from(axis.values.keys());
  const whole = average(masses, trials);
  const divergence = (chosen: Uint32Array): number => {
    const part = average(masses, chosen);
    return whole.reduce((total, mass, cell) => total + (mass > 0 ? ((part[cell] ?? 0) - mass) ** 2 / mass : 0), 0);
  };
  const found = divergence(trials.subarray(0, top));
  const stream = createStream('top importance', label);
  const byChance = Array.from({ length: shuffles }, () =>
    divergence(permutation(trials.length, stream).subarray(0, top)),
  );
  const least = found * (1 - 1e-9);
  return {
    excess: Math.max(0, found - meanOf(byChance)),
    chance: (1 + byChance.filter((other) => other >= least).length) / (1 + shuffles),
  };
}

/** For each trial, one after the other, how its value is spread over cells; the masses of a trial have the sum 1. */
interface Masses {
  readonly size: number;
  readonly cells: Float64Array;
}

function massesOf(axis: ImportanceAxis, top: number): Masses {
  const { scale, values } = axis;
  const present = values.filter((value) => value !== null);
  const listed = [...new Set(present)];
  if (scale === 'category' || listed.length <= mostListed) {
    const places = new Map<number | null, number>([...listed, null].map((value, place) => [value, place]));
    return listedMasses(
      values.map((value) => places.get(value) ?? 0),
      places.size,
    );
  }
  const along = scale === 'log' ? Math.log : (value: number): number => value;
  const [low, high] = [Math.min(...present.map(along)), Math.max(...present.map(along))];
  // Halved, so that the difference of two huge numbers does not overflow.
  const place = (value: number): number => (high > low ? (along(value) / 2 - low / 2) / (high / 2 - low / 2) : 0.5);
  const width = bandwidth(present.map(place), top);
  // The last cell is for trials without the parameter.
  const size = cells + 1;
  const masses = new Float64Array(values.length * size);
  for (const [trial, value] of values.entries())
    if (value === null) masses[trial * size + cells] = 1;
    else masses.set(kernel(place(value), width), trial * size);
  return { size, cells: masses };
}

function listedMasses(places: readonly number[], size: number): Masses {
  const masses = new Float64Array(places.length * size);
  for (const [trial, place] of places.entries()) masses[trial * size + place] = 1;
  return { size, cells: masses };
}

/** Scott's rule for as many values as the smaller sample has, but no less than a cell. */
function bandwidth(places: readonly number[], count: number): number {
  const mean = meanOf(places);
  const deviation = Math.sqrt(meanOf(places.map((place) => (place - mean) ** 2)));
  return Math.max(1 / cells, 1.06 * deviation * count ** -0.2);
}

function kernel(place: number, width: number): readonly number[] {
  const heights = Array.from({ length: cells }, (_, cell) =>
    Math.exp(-0.5 * (((cell + 0.5) / cells - place) / width) ** 2),
  );
  const sum = heights.reduce((total, height) => total + height, 0);
  return heights.map((height) => height / sum);
}

/** The mean of the masses of some trials. It is asked for two hundred times for each axis, so its loops are plain. */
function average({ size, cells: masses }: Masses, chosen: Uint32Array): Float64Array {
  const sums = new Float64Array(size);
  for (let index = 0; index < chosen.length; index += 1) {
    const first = chosen[index]! * size;
    for (let cell = 0; cell < size; cell += 1) sums[cell]! += masses[first + cell]!;
  }
  return sums.map((sum) => sum / chosen.length);
}

/** A distribution over the worth of configurations: weights on an even grid. */
export interface WorthPrior {
  readonly grid: Float64Array;
  readonly weights: Float64Array;
}

/** The grid has this many points in a standard deviation of the noise. */
const pointsPerDeviation = 4;

/**
 * The ends of the grid, in standard deviations: how far below the best loss it starts, and how far above it ends at most. What is
 * worse does not matter.
 */
const [below, above] = [4, 25];

/** Few iterations leave the estimate smooth; many would end in a few spikes. */
const iterations = 10;

/** A loss that no point of the grid explains is not to count for infinitely much. */
const least = 1e-12;

/**
 * Estimates how the worth of configurations is distributed near the best, from one loss of each with normal noise of this
 * deviation: iterations of EM for the mixing distribution, from a uniform one.
 *
 * Source: N. Laird, "Nonparametric maximum likelihood estimation of a mixing distribution", Journal of the American Statistical
 * Association 73 (1978), 805-811; that few iterations smooth: B. W. Silverman et al., "A smoothed EM approach to indirect
 * estimation problems", Journal of the Royal Statistical Society B 52 (1990), 271-324.
 */
export function priorOf(losses: readonly number[], deviation: number): WorthPrior {
  const step = deviation / pointsPerDeviation;
  const best = losses.reduce((a, b) => Math.min(a, b), Infinity);
  const worst = losses.reduce((a, b) => Math.max(a, b), -Infinity);
  const span = Math.min((worst - best) / deviation, above) + 2 * below;
  const grid = Float64Array.from(
    { length: Math.ceil(span * pointsPerDeviation) + 1 },
    (_, place) => best + step * (place - below * pointsPerDeviation),
  );
  const end = grid.at(-1) ?? best;
  const rows = losses
    .filter((loss) => loss <= end)
    .map((loss) => grid.map((worth) => likelihood(loss, worth, deviation) + least));
  let weights = grid.map(() => 1 / grid.length);
  for (let count = 0; count < iterations; count++) weights = improved(weights, rows);
  return { grid, weights };
}

/** The mean of a configuration's worth under the prior, given a loss with normal noise of this deviation. */
export function posteriorMean({ grid, weights }: WorthPrior, loss: number, deviation: number): number {
  let [mass, moment] = [0, 0];
  grid.forEach((worth, place) => {
    const part = (weights[place] ?? 0) * likelihood(loss, worth, deviation);
    mass += part;
    moment += part * (worth - loss);
  });
  return mass > 0 ? loss + moment / mass : loss;
}

const likelihood = (loss: number, worth: number, deviation: number): number =>
  Math.exp(-0.5 * ((loss - worth) / deviation) ** 2);

/** One step of EM: each loss spreads over the grid as the present weights explain it. */
function improved(weights: Float64Array, rows: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  const next = new Float64Array(weights.length);
  for (const row of rows) {
    let mass = 0;
    for (let place = 0; place < row.length; place++) mass += (weights[place] ?? 0) * (row[place] ?? 0);
    for (let place = 0; place < row.length; place++)
      next[place] = (next[place] ?? 0) + ((weights[place] ?? 0) * (row[place] ?? 0)) / mass / rows.length;
  }
  return next;
}

import { normalCdf } from './normalCdf.js';
import { probit } from './probit.js';

/** One factor of a density over points: the density along one axis, and draws from it. */
export interface Factor {
  /** The quantile of `u`: the coordinate with a share `u` of the density below it. */
  sample(u: number): number;
  logAt(coordinate: number): number;
}

/** A normal density truncated to [0, 1]. */
export function truncatedNormal(mean: number, deviation: number): Factor {
  const low = normalCdf(-mean / deviation);
  const mass = normalCdf((1 - mean) / deviation) - low;
  const logScale = -Math.log(deviation * Math.sqrt(2 * Math.PI) * mass);
  return {
    sample: (u) => clamp(mean + deviation * probit(clamp(low + u * mass, tiny))),
    logAt: (x) => logScale - 0.5 * ((x - mean) / deviation) ** 2,
  };
}

const tiny = 2 ** -40;
const clamp = (x: number, edge = 0): number => Math.min(1 - Math.max(edge, 2 ** -53), Math.max(edge, x));

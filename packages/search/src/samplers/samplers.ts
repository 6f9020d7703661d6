import type { AdaptiveMethod, Method } from '../sweep/sweepFile.js';
import { sampleHalton } from './halton.js';
import { sampleLatinHypercube } from './latinHypercube.js';
import { sampleRandom } from './random.js';
import { sampleSobol, SOBOL_MAX_DIMENSIONS } from './sobol.js';
import type { UnitSampler } from './unitSampler.js';

/** A sampler of the unit cube and the most dimensions that it can fill. */
interface Entry {
  readonly sample: UnitSampler;
  readonly maxDimensions: number;
}

/** Every method whose points are known in advance, but the grid: to add a sampler, add its line here. */
export const samplers: Readonly<Record<Exclude<Method, 'grid' | AdaptiveMethod>, Entry>> = {
  random: { sample: sampleRandom, maxDimensions: Infinity },
  sobol: { sample: sampleSobol, maxDimensions: SOBOL_MAX_DIMENSIONS },
  halton: { sample: sampleHalton, maxDimensions: 1000 },
  lhs: { sample: sampleLatinHypercube, maxDimensions: Infinity },
};

import type { AdaptiveMethod, Method } from './methods.js';
import { sampleHalton } from './spaceFilling/halton.js';
import { sampleLatinHypercube } from './spaceFilling/latinHypercube.js';
import { sampleRandom } from './spaceFilling/random.js';
import { sampleSobol, SOBOL_MAX_DIMENSIONS } from './spaceFilling/sobol.js';
import type { UnitSampler } from './spaceFilling/unitSampler.js';

/** A sampler of the unit cube, and the largest number of dimensions that it can fill. */
interface UnitSamplerEntry {
  readonly sample: UnitSampler;
  readonly maxDimensions: number;
}

/** The samplers of all methods whose points are known in advance, except the grid. To add a sampler, add its line here. */
export const unitSamplers: Readonly<Record<Exclude<Method, 'grid' | AdaptiveMethod>, UnitSamplerEntry>> = {
  random: { sample: sampleRandom, maxDimensions: Infinity },
  sobol: { sample: sampleSobol, maxDimensions: SOBOL_MAX_DIMENSIONS },
  halton: { sample: sampleHalton, maxDimensions: 1000 },
  lhs: { sample: sampleLatinHypercube, maxDimensions: Infinity },
};

import type { AdaptiveMethod } from '../sweep/sweepFile.js';
import type { AdaptiveSampler } from './adaptiveSampler.js';
import { sampleBayes } from './bayes.js';
import { sampleCmaEs } from './cmaEs.js';
import { sampleGp } from './gp.js';
import { sampleNelderMead } from './nelderMead.js';
import { sampleTpe } from './tpe.js';

/** Every method that learns: to add a sampler, add its line here. */
export const adaptiveSamplers: Readonly<Record<AdaptiveMethod, AdaptiveSampler>> = {
  bayes: sampleBayes,
  tpe: sampleTpe,
  gp: sampleGp,
  'cma-es': sampleCmaEs,
  'nelder-mead': sampleNelderMead,
};

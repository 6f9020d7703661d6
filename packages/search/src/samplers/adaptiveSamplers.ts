import type { AdaptiveSampler } from './adaptive/adaptiveSampler.js';
import { sampleBayes } from './bayes.js';
import { sampleCmaEs } from './cmaEs/cmaEs.js';
import { sampleGp } from './gp/gp.js';
import type { AdaptiveMethod } from './methods.js';
import { sampleNelderMead } from './nelderMead/nelderMead.js';
import { sampleNsga2 } from './nsga2/nsga2.js';
import { sampleTpe } from './tpe/tpe.js';

/** The samplers of all adaptive methods. To add a sampler, add its line here. */
export const adaptiveSamplers: Readonly<Record<AdaptiveMethod, AdaptiveSampler>> = {
  bayes: sampleBayes,
  tpe: sampleTpe,
  gp: sampleGp,
  'cma-es': sampleCmaEs,
  'nelder-mead': sampleNelderMead,
  nsga2: sampleNsga2,
};

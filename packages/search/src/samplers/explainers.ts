import type { Explainer } from './adaptive/explanation.js';
import { explainBayes } from './bayes.js';
import { explainCmaEs } from './cmaEs/cmaEs.js';
import { explainGp } from './gp/explainGp.js';
import type { AdaptiveMethod } from './methods.js';
import { explainNelderMead } from './nelderMead/nelderMead.js';
import { explainNsga2 } from './nsga2/nsga2.js';
import { explainTpe } from './tpe/tpe.js';

/** Say why the samplers of adaptive methods propose what they do. */
export const explainers: Readonly<Record<AdaptiveMethod, Explainer>> = {
  bayes: explainBayes,
  tpe: explainTpe,
  gp: explainGp,
  'cma-es': explainCmaEs,
  'nelder-mead': explainNelderMead,
  nsga2: explainNsga2,
};

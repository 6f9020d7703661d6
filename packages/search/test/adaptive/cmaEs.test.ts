import { sampleCmaEs } from '../../src/adaptive/cmaEs.js';
import { describeAdaptiveContract } from './adaptiveContract.js';

describeAdaptiveContract('cma-es', sampleCmaEs);

import { sampleNsga2 } from '../../../search/src/samplers/nsga2/nsga2.js';
import { describeAdaptiveContract } from './adaptiveContract.js';

describeAdaptiveContract('nsga2', sampleNsga2);

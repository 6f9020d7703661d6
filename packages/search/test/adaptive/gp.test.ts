import { sampleGp } from '../../src/adaptive/gp.js';
import { describeAdaptiveContract } from './adaptiveContract.js';

describeAdaptiveContract('gp', sampleGp);

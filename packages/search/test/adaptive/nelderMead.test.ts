import { sampleNelderMead } from '../../src/adaptive/nelderMead.js';
import { describeAdaptiveContract } from './adaptiveContract.js';

describeAdaptiveContract('nelder-mead', sampleNelderMead);

import type * as ProcessEvaluator from '../src/processEvaluator.js';
import { moduleFor } from './support/behaviours.js';
import { compiled } from './support/compiled.js';
import { describeEvaluatorContract } from './support/describeEvaluatorContract.js';
import { describeModuleContract } from './support/describeModuleContract.js';

const { createProcessEvaluator } = compiled('processEvaluator.js') as typeof ProcessEvaluator;

describeEvaluatorContract('processes', createProcessEvaluator, moduleFor);
describeModuleContract('processes', createProcessEvaluator);

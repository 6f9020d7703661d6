import type * as ProcessEvaluator from '../../../src/evaluate/process/processEvaluator.js';
import { moduleFor } from '../../support/behaviours.js';
import { compiled } from '../../support/compiled.js';
import { describeEvaluatorContract } from '../../support/describeEvaluatorContract.js';
import { describeModuleContract } from '../../support/describeModuleContract.js';

const { createProcessEvaluator } = compiled('evaluate/process/processEvaluator.js') as typeof ProcessEvaluator;

describeEvaluatorContract('processes', createProcessEvaluator, moduleFor);
describeModuleContract('processes', createProcessEvaluator);

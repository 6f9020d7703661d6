import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { canonicalJson, type Json, type JsonObject } from '@nx-tune/search';
import { type Outcome, readFor } from '@nx-tune/sweep';
import * as fc from 'fast-check';

import type { Evaluation, Evaluator } from '../../src/model/evaluation.js';
import { longestOutput } from '../../src/processes/outputTail.js';
import { appears } from './appears.js';
import { awkwardParams } from './awkwardParams.js';
import type { Behaviour } from './behaviours.js';
import { createTask, type ObjectiveSource } from './createTask.js';
import { failedBy } from './failedBy.js';
import { temporaryFolder } from './temporaryFolder.js';

/**
 * The action of an objective, how its trial must have ended for a sweep that ranks by "loss", and the metrics that must come
 * back.
 */
const endings: readonly (readonly [Behaviour, Outcome, object])[] = [
  ['diverges', { kind: 'diverged' }, { loss: 'NaN', gap: '-Infinity' }],
  ['throws', failedBy(/boom 4711/), {}],
  ['rejects', failedBy(/late 4711/), {}],
  ['leavesRejection', failedBy(/floating 4711/), {}],
  ['answersText', failedBy(/must return a number .* returned "high"/), {}],
  ['exits', failedBy(/code:? 3/), {}],
  ['answersAnother', failedBy(/the sweep's metric is "loss", but .* returned "accuracy"/), { accuracy: 1 }],
  ['floods', { kind: 'completed' }, { loss: 1 }],
  ['answers', { kind: 'completed' }, { loss: 0.25, epochs: 3 }],
];

/** The laws of every evaluator, whether it computes modules or runs commands. */
export function describeEvaluatorContract(
  name: string,
  createEvaluator: (graceMs?: number) => Evaluator,
  objectiveFor: (behaviour: Behaviour) => ObjectiveSource,
): void {
  const projectDir = temporaryFolder();
  const evaluator = createEvaluator();
  afterAll(() => evaluator.close());

  const taskFor = (behaviour: Behaviour, params: JsonObject = {}) =>
    createTask(projectDir, objectiveFor(behaviour), { params });
  const evaluate = (behaviour: Behaviour): Promise<Evaluation> => evaluator.evaluate(taskFor(behaviour));

  describe(`${name}: trials asked for at once`, () => {
    // In the pool, which has one thread here, each is also the trial after the failure before it.
    const asked = new Map<Behaviour, Promise<Evaluation>>();
    beforeAll(() => endings.forEach(([behaviour]) => asked.set(behaviour, evaluate(behaviour))));

    it.each(endings)('end as they should: %s', async (behaviour, outcome, expected) => {
      const evaluation = (await asked.get(behaviour)) as Evaluation;
      const read = readFor({ name: 'loss' }, evaluation);
      expect(read).toMatchObject({ outcome });
      expect(read.metrics).toEqual(expected);
    });

    it('have their output captured, from both streams', async () => {
      const { output = '' } = (await asked.get('answers')) ?? {};
      expect(output).toContain('to stdout\n');
      expect(output).toContain('to stderr\n');
    });

    it('have no more than the end of a long output kept', async () => {
      const { output = '' } = (await asked.get('floods')) ?? {};
      expect(output.includes('x\nthe end\n')).toBe(true);
      expect(output.length).toBe(longestOutput);
    });
  });

  describe(`${name}: what a trial is given`, () => {
    it('is its params and its seed, whatever characters they hold', async () => {
      const law = async (params: JsonObject): Promise<void> => {
        const task = taskFor('echoes', params);
        const { outcome } = await evaluator.evaluate(task);
        const echo = JSON.parse(readFileSync(join(task.trialDir, 'artifacts/echo.json'), 'utf8')) as Json;
        expect(outcome).toEqual({ kind: 'completed' });
        expect(canonicalJson(echo)).toBe(canonicalJson({ params, seed: 'seed' }));
      };
      await fc.assert(fc.asyncProperty(awkwardParams, law), { numRuns: 1 });
    });
  });

  describe(`${name}: close`, () => {
    it('lets a running trial end by itself', async () => {
      const closing = createEvaluator(60_000);
      const task = taskFor('waits');
      const evaluation = closing.evaluate(task);
      await appears(join(task.trialDir, 'artifacts/waiting'));
      await closing.close();
      await appears(join(task.trialDir, 'artifacts/interrupted'));
      expect((await evaluation).value).toBe(7);
    });

    it('ends a trial that does not', async () => {
      const closing = createEvaluator(0);
      const task = taskFor('neverEnds');
      const evaluation = closing.evaluate(task);
      await appears(join(task.trialDir, 'artifacts/waiting'));
      await closing.close();
      expect((await evaluation).outcome.kind).toBe('failed');
    });
  });
}

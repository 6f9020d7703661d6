import type { Evaluation } from '../../src/model/evaluation.js';
import { runTrial } from '../../src/slice/runTrial.js';
import { createTask } from '../support/createTask.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const projectDir = temporaryFolder();
const attempt = { name: 'attempt', isOurs: () => true };

const one = (kind: 'completed' | 'failed', usage: Pick<Evaluation, 'cpuMs' | 'peakMemoryBytes'>): Evaluation => ({
  outcome: kind === 'failed' ? { kind, error: 'x' } : { kind },
  metrics: {},
  curve: [],
  output: '',
  ...usage,
});

async function usageOf(...evaluations: readonly Evaluation[]): Promise<object> {
  const left = [...evaluations];
  const evaluate = () => Promise.resolve(left.shift() as Evaluation);
  const source = { objective: { kind: 'module', path: 'a.cjs' }, files: {} } as const;
  const task = createTask(projectDir, source, { limits: { retries: evaluations.length - 1 } });
  const { cpuMs, peakMemoryBytes } = (await runTrial(task, {}, { evaluate }, undefined, attempt)).evaluation;
  return { cpuMs, peakMemoryBytes };
}

it('a trial that was retried has used what all of its attempts have, and their largest memory', async () => {
  const [first, second] = [
    one('failed', { cpuMs: 5, peakMemoryBytes: 9 }),
    one('completed', { cpuMs: 7, peakMemoryBytes: 3 }),
  ];
  expect(await usageOf(first, second)).toEqual({ cpuMs: 12, peakMemoryBytes: 9 });
  expect(await usageOf(second)).toEqual({ cpuMs: 7, peakMemoryBytes: 3 });
});

it('a fact that is unknown for one attempt is unknown for all', async () => {
  expect(await usageOf(one('failed', {}), one('completed', { cpuMs: 7 }))).toEqual({});
});

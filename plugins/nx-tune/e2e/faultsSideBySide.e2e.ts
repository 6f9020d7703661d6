import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { createStream } from '@nx-tune/search';

import { createWorkspace, type Workspace } from './support/workspace.js';

/** The number of rounds: a quarter of the runs of `npm run test:faults`, and none without it. */
const asked = process.env['NX_TUNE_FAULT_RUNS'];
const rounds = Math.ceil(Number(asked ?? 1) / 4);
const testIfAsked = asked === undefined ? test.skip : test;
const seed = process.env['NX_TUNE_FAULT_SEED'] ?? '4787';

const app = 'apps/beside';
const trialCount = 8;
const objective = `const { appendFileSync } = require('node:fs');
const factor = require('./factor.cjs');
module.exports = async ({ x }) => {
  appendFileSync(process.env.E2E_LOG, process.env.E2E_V + '\\n');
  await new Promise((done) => setTimeout(done, 20 + 15 * x));
  return { loss: x * Number(process.env.E2E_V) * factor };
};
`;
const sweep = (isolation: string): string =>
  `objective: ./src/objective.cjs\nmethod: grid\nmetric: { name: loss }\nisolation: ${isolation}\ninputs: [{ env: E2E_V }]\nparameters:\n  x: { min: 1, max: ${trialCount} }\n`;

const figures = { rounds: 0, runs: 0, succeeded: 0, stops: 0, kills: 0, edits: 0, wrong: 0, loops: 0, again: 0 };
afterAll(() => console.log(`faults side by side: ${JSON.stringify(figures)}`));

describe('runs that begin, are stopped and are killed at random moments beside others', () => {
  let workspace: Workspace;
  const log = (): string => join(workspace.root, '../beside.log');
  const executed = (): number => (existsSync(log()) ? readFileSync(log(), 'utf8').split('\n').length - 1 : 0);
  const losses = (): readonly number[] =>
    (
      JSON.parse(workspace.read(`${app}/.tune/tune/trials.json`)) as { trials: { metrics: { loss: number } }[] }
    ).trials.map(({ metrics }) => metrics.loss);
  const writeFactor = (factor: number): void => workspace.write(`${app}/src/factor.cjs`, `module.exports = ${factor};`);

  beforeAll(async () => {
    if (asked === undefined) return;
    const files = {
      [`${app}/project.json`]: '{"name":"beside"}',
      [`${app}/src/objective.cjs`]: objective,
      [`${app}/src/factor.cjs`]: 'module.exports = 1;',
      [`${app}/tune.yaml`]: sweep('thread'),
    };
    workspace = await createWorkspace({ files });
    Object.assign(workspace.env, { E2E_LOG: log(), NX_TUNE_LEASE_MS: '1000' });
  });
  afterAll(() => workspace?.dispose());

  testIfAsked.each(Array.from({ length: rounds }, (_, round) => round))(
    'round %i',
    async (round) => {
      const draw = createStream(seed, 'beside', round);
      const below = (count: number): number => Math.floor(draw() * count);
      figures.rounds++;
      workspace.write(`${app}/tune.yaml`, sweep(draw() < 0.7 ? 'thread' : 'process'));
      if (draw() < 0.5) workspace.remove(`${app}/.tune`);
      rmSync(log(), { force: true });
      const values = [10 * round + 2, 10 * round + 3];
      const factor = 1 + round;
      writeFactor(factor);
      workspace.env['NX_TUNE_SLICE_MS'] = String(Math.floor(100 + 900 * draw()));

      await Promise.all(
        Array.from({ length: 2 + below(2) }, async () => {
          const [value = 0, delayMs] = [values[below(2)], below(3000)];
          const disturbance = ['none', 'stop', 'stop', 'kill'][below(4)];
          const [afterMs, forMs] = [1500 + below(3000), 100 + below(3500)];
          await setTimeout(delayMs);
          figures.runs++;
          workspace.env['E2E_V'] = String(value);
          const nx = workspace.start('tune', 'beside', '--parallel=2', '--no-frozen-lock');
          const ended = new Promise<number | null>((resolve) => nx.once('close', resolve));
          await Promise.race([ended, setTimeout(afterMs)]);
          if (disturbance === 'stop' && send(nx, 'SIGSTOP')) {
            figures.stops++;
            await setTimeout(forMs);
            send(nx, 'SIGCONT');
          } else if (disturbance === 'kill' && send(nx, 'SIGKILL')) figures.kills++;
          if ((await ended) === 0) figures.succeeded++;
        }).concat(draw() < 0.3 ? [editSoon(1000 + below(3000), factor + 1000)] : []),
      );

      delete workspace.env['NX_TUNE_SLICE_MS'];
      for (const final of [factor, factor + 1000]) {
        writeFactor(final);
        // A warm command begins within a millisecond, and takes a file of the same one for changed.
        await setTimeout(20);
        for (const value of values) {
          workspace.env['E2E_V'] = String(value);
          const { code, output } = await workspace.nx('tune', 'beside', '--no-frozen-lock');
          figures.loops += Number(code !== 0);
          expect(`${code} ${output}`).toMatch(/^0 /);
          const isRight = losses().every((loss, index) => loss === (index + 1) * value * final);
          figures.wrong += Number(!isRight);
          expect(losses()).toEqual(Array.from({ length: trialCount }, (_, index) => (index + 1) * value * final));
          const before = executed();
          expect((await workspace.nx('tune', 'beside', '--no-frozen-lock')).code).toBe(0);
          figures.again += executed() - before;
          expect(executed()).toBe(before);
        }
        if (round % 3 > 0) break;
      }
    },
    240_000,
  );

  async function editSoon(afterMs: number, factor: number): Promise<void> {
    await setTimeout(afterMs);
    figures.edits++;
    writeFactor(factor);
  }
});

/** Sends a signal to a run and all that it has started in its group; false if it has ended. */
function send({ pid, exitCode, signalCode }: ChildProcess, signal: NodeJS.Signals): boolean {
  try {
    return pid !== undefined && exitCode === null && signalCode === null && process.kill(-pid, signal);
  } catch {
    return false;
  }
}

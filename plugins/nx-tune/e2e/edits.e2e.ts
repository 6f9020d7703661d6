import { setTimeout } from 'node:timers/promises';

import { createStream } from '@nx-tune/search';

import { createWorkspace, type Workspace } from './support/workspace.js';

/** Loads a file late in some trials, so that threads hold different contents of it. */
const objective = `module.exports = async ({ x }) => {
  await new Promise((done) => setTimeout(done, x * 7));
  return x * require('./factor.cjs');
};
`;
const app = 'apps/edited';
const files = {
  [`${app}/project.json`]: '{"name":"edited"}',
  [`${app}/src/objective.cjs`]: objective,
  [`${app}/src/factor.cjs`]: 'module.exports = 1;',
  [`${app}/tune.yaml`]: `objective: src/objective.cjs
method: grid
metric: { name: loss }
parameters:
  x: { values: [1, 2, 3, 4, 5, 6, 7, 8] }
`,
};
const runs = Number(process.env['NX_TUNE_EDIT_RUNS'] ?? 4);

describe(`files that are edited at random moments of ${runs} runs`, () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace({ files });
  });
  afterAll(() => workspace.dispose());

  const write = (factor: number): void => workspace.write(`${app}/src/factor.cjs`, `module.exports = ${factor};`);
  const losses = (): readonly number[] =>
    (
      JSON.parse(workspace.read(`${app}/.tune/tune/trials.json`)) as { trials: { metrics: { loss: number } }[] }
    ).trials.map(({ metrics }) => metrics.loss);

  test(
    'whatever such a run leaves, the next one has the results of the code as it is',
    async () => {
      const random = createStream('edits', 'moments');
      let refused = 0;
      for (let run = 1; run <= runs; run++) {
        const [before, after] = [2 * run, 2 * run + 1];
        write(before);
        const running = workspace.nx('tune', 'edited', '--parallel=2', '--no-frozen-lock');
        await setTimeout(random() * 600);
        write(after);
        await setTimeout(random() * 100);
        const takesBack = random() < 0.6;
        if (takesBack) write(before);
        const { code, output } = await running;
        if (code !== 0) refused++;
        else
          expect(
            [before, after].map((factor) => losses().every((loss, index) => loss === (index + 1) * factor)),
          ).toContain(true);
        if (code !== 0)
          expect(output).toMatch(/factor\.cjs changed (after this run had hashed it|while Nx was computing hashes)/);
        for (const factor of [before, after]) {
          write(factor);
          const { code, output } = await workspace.nx('tune', 'edited', '--no-frozen-lock');
          expect([code, code === 0 ? '' : output]).toEqual([0, '']);
          expect(losses()).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((x) => x * factor));
        }
      }
      if (runs >= 20) expect(refused).toBeGreaterThan(0);
    },
    20_000 * runs,
  );
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type * as MeasureCurvature from '../../../src/evaluate/curvature/measureCurvature.js';
import { appears } from '../../support/appears.js';
import { compiled, compiledFile } from '../../support/compiled.js';
import { gone } from '../../support/isAlive.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

const { measureCurvature } = compiled('evaluate/curvature/measureCurvature.js') as typeof MeasureCurvature;
const folder = temporaryFolder();

function moduleWith(name: string, curvature: string): { path: string; projectDir: string; params: {}; seed: string } {
  writeFileSync(join(folder, name), `${curvature}\nexport default () => 0;\n`);
  return { path: name, projectDir: folder, params: {}, seed: '0' };
}
const product = (body: string, dimension = 3): string =>
  `export const curvature = () => ({ dimension: ${dimension}, hessianVector: (v) => ${body} });`;

test.each([
  [
    'length.mjs',
    product('[1]'),
    /^"curvature" of length\.mjs: what "hessianVector" returns must have 3 numbers, but it has 1\.$/,
  ],
  ['huge.mjs', product('v', 1e13), /must return "dimension"/],
  ['throws.mjs', product('{ throw new Error("oh"); }'), /^Error: oh\n +at /],
  ['none.mjs', '', /has no function "curvature"/],
])('%s', async (name, text, problem) =>
  expect(await measureCurvature(moduleWith(name, text))).toEqual({ problem: expect.stringMatching(problem) as string }),
);

test('it says how far it is, since a product may take long', async () => {
  const heard: number[] = [];
  const slow = moduleWith('slow.mjs', product('v.map((x, i) => (i + 1) * x)', 40));
  expect(await measureCurvature(slow, (products) => heard.push(products))).toMatchObject({ dimension: 40 });
  expect(heard[0]).toBe(1);
});

test('a product that never ends does not outlive the process that waits for it', async () => {
  const pidFile = join(folder, 'pid');
  const write = `writeFileSync(${JSON.stringify(pidFile)}, String(process.pid) + ' ' + trial.dir);`;
  const hang = `import { writeFileSync } from 'node:fs';
export const curvature = (params, trial) => { ${write} for (;;); };`;
  const script = `process.once('SIGINT', () => process.exit(130));
require(${JSON.stringify(compiledFile('evaluate/curvature/measureCurvature.js'))}).measureCurvature(${JSON.stringify(moduleWith('hang.mjs', hang))});`;
  const waiting = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
  await appears(pidFile);
  const written = (): readonly string[] => readFileSync(pidFile, 'utf8').split(' ');
  while (written().length < 2) await new Promise(setImmediate);
  const [pid, dir] = written();
  waiting.kill('SIGINT');
  await once(waiting, 'exit');
  await gone(Number(pid));
  expect(() => readdirSync(String(dir))).toThrow('ENOENT');
});

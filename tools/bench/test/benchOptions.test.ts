import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const run = (bench: string, ...args: string[]): { readonly status: number | null; readonly stderr: string } =>
  spawnSync(process.execPath, [join(__dirname, '..', bench, 'main.mjs'), ...args], { encoding: 'utf8' });

test.each([
  ['floor', '--counts=10,x', '--counts=10,x: it takes whole numbers of at least 1'],
  ['floor', '--rounds=0', '--rounds=0: it takes a whole number of at least 1'],
  ['floor', '--daemon=yes', '--daemon=yes: it is "true" or "false"'],
  ['floor', '--json=/no/such/folder/x.json', '--json=/no/such/folder/x.json: there is no folder /no/such/folder'],
  ['peers', '--points=15', '--points=15: it takes a whole number of at least 10, a multiple of 10'],
  ['proposals', '--methods=bayes,x', '--methods=bayes,x: "x" is none of bayes, gp, tpe'],
  ['kernel', '--images=1,2', '--images=1,2: it takes one value'],
  ['generations', '--what', "Unknown option '--what'"],
])('a wrong option of a benchmark is named before anything is measured: %s %s', (bench, option, message) => {
  const { status, stderr } = run(bench, option);
  expect(stderr.split('\n')[0]).toContain(message);
  expect(stderr).toContain(`npm run bench${bench === 'floor' ? '' : `:${bench}`} --`);
  expect(status).toBe(2);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { mustRun, run } from './support/run.js';
import { testAtLength } from './support/testAtLength.js';

const packages = join(__dirname, '../../../packages');
const script = [join(packages, 'sweep/test/frozen/draws.cjs'), join(packages, 'sweep/dist/index.js')];

/**
 * The npm package `node` has the binaries of every version; each is 120 MB. `NX_TUNE_NODES=22,24` tries these. The draws of
 * the Node that runs the tests are frozen in a unit test of `@nx-tune/sweep`.
 */
const named = process.env['NX_TUNE_NODES'];
const versions = (named ?? '24').split(',');
const testOnNode = named === undefined ? testAtLength : test;

describe.each(versions)('on Node %s', (version) => {
  const folder = mkdtempSync(join(tmpdir(), `nx-tune-node${version}-`));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  testOnNode('the draws are those of this version of Node', async () => {
    const args = ['install', '--no-audit', '--no-fund', '--prefix', folder, `node@${version}`];
    const installed = await run('npm', args, { cwd: folder });
    const node = join(folder, 'node_modules/node/bin/node');
    const { code, output } = await run(node, ['--version'], { cwd: folder }).catch(() => ({ code: 1, output: '' }));
    if (code !== 0) {
      console.warn(`Skipped: Node ${version} could not be had here: ${installed.output}`);
      return;
    }
    expect(output).toMatch(new RegExp(`^v${version}\\.`));
    const ours = await mustRun(process.execPath, script, { cwd: folder });
    expect(JSON.parse(await mustRun(node, script, { cwd: folder }))).toEqual(JSON.parse(ours));
  });
});

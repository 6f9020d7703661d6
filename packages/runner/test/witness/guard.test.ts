import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { JsonObject } from '@nx-tune/search';

import type { TrialTask } from '../../src/model/trialTask.js';
import type { FinishedTrial } from '../../src/slice/finishedTrial.js';
import type { runSlice as RunSlice, SliceOptions } from '../../src/slice/runSlice.js';
import { createGuard } from '../../src/witness/guard.js';
import type { InputFiles } from '../../src/witness/inputFiles.js';
import { compiled } from '../support/compiled.js';
import { createTask, writeFile } from '../support/createTask.js';

const { runSlice } = compiled('slice/runSlice.js') as { runSlice: typeof RunSlice };

describe('a guard of the files that were hashed', () => {
  let root: string;
  beforeEach(() => (root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-tune-guard-')))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const digestOf = (path: string): string =>
    statSync(path, { throwIfNoEntry: false }) === undefined
      ? 'none'
      : createHash('sha256').update(readFileSync(path)).digest('hex');
  const inputs = (...files: readonly string[]): InputFiles => ({
    workspaceRoot: root,
    files: new Map(files.map((file) => [file, digestOf(join(root, file))])),
    packages: new Set(),
    folders: [],
    flatFolders: [],
    links: new Set(),
    digestOf,
  });

  test('nothing happens: no epoch ends, however often it looks', async () => {
    writeFile(join(root, 'a'), '1');
    const guard = createGuard(inputs('a', 'missing'));
    await Promise.all([guard.look(), guard.look()]);
    await guard.look();
    expect([guard.epoch, guard.changed]).toEqual([0, []]);
  });

  test('a change between hashing and the first look is found', () => {
    writeFile(join(root, 'a'), '1');
    const known = inputs('a', 'b');
    writeFile(join(root, 'a'), '2');
    writeFile(join(root, 'b'), 'new');
    expect(createGuard(known).changed).toEqual(['a', 'b']);
  });

  test.each<[string, (file: string) => void]>([
    ['an edit', (file) => writeFileSync(file, '2')],
    ['an edit of the same time', (file) => editAndKeepTime(file, '2')],
    ['a removal', (file) => rmSync(file)],
  ])('%s while it guards', async (_, edit) => {
    writeFile(join(root, 'a'), '1');
    writeFile(join(root, 'b'), '1');
    const guard = createGuard(inputs('a', 'b'));
    edit(join(root, 'a'));
    await guard.look();
    expect([guard.epoch, guard.changed]).toEqual([1, ['a']]);
  });

  test('an edit that was taken back, with its time: the files are as hashed, but what ran meanwhile is not', async () => {
    writeFile(join(root, 'a'), '1');
    const guard = createGuard(inputs('a'));
    editAndKeepTime(join(root, 'a'), '2');
    editAndKeepTime(join(root, 'a'), '1');
    await guard.look();
    expect([guard.epoch, guard.changed]).toEqual([1, []]);
  });

  function editAndKeepTime(file: string, text: string): void {
    const { atime, mtime } = statSync(file);
    writeFileSync(file, text);
    utimesSync(file, atime, mtime);
  }

  /** Trials of one value each. The trial of 2 writes `factor.cjs`, and perhaps takes it back, while the others run. */
  function tasks(values: readonly number[], params: JsonObject): TrialTask[] {
    const files = {
      'factor.cjs': 'module.exports = 1;',
      'objective.cjs': `const fs = require('node:fs');
module.exports = ({ x, edited, takeBack }) => {
  if (x === 2 && !fs.existsSync(edited)) {
    fs.writeFileSync(edited, '');
    fs.writeFileSync(__dirname + '/factor.cjs', 'module.exports = 100;');
    require('./factor.cjs');
    if (takeBack) fs.writeFileSync(__dirname + '/factor.cjs', 'module.exports = 1;');
  }
  return x * require('./factor.cjs');
};`,
    };
    const objective = { kind: 'module', path: 'objective.cjs' } as const;
    return values.map((x) => createTask(root, { objective, files }, { inputs: 'inputs', params: { ...params, x } }));
  }

  async function run(takeBack: boolean, parallel: number): Promise<readonly FinishedTrial[]> {
    const outside = mkdtempSync(join(tmpdir(), 'nx-tune-outside-'));
    try {
      const all = tasks([1, 2, 3, 4, 5, 6], { edited: join(outside, 'edited'), takeBack });
      const known = inputs('objective.cjs', 'factor.cjs');
      const options: SliceOptions = { parallel, runId: 'run', versions: {}, inputFilesOf: () => known };
      return await runSlice(all, options);
    } finally {
      rmSync(outside, { recursive: true, force: true });
    }
  }

  test.each([1, 3])(
    'a file that is edited and taken back while trials run: all results are right (%i at a time)',
    async (parallel) => {
      const whole: boolean[] = [];
      // The guard may look at the moment between the edit and its end, and then ends the run.
      for (let tries = 0; tries < 10 && !whole.includes(true); tries++) {
        const finished = await run(true, parallel);
        const computed = finished.filter(({ origin }) => origin === 'computed');
        for (const { result } of computed) expect(result.value).toBe(result.params['x']);
        whole.push(computed.length === 6);
      }
      expect(whole).toContain(true);
    },
  );

  test.each([1, 3])(
    'a file that stays edited: no result is that of other code, and it is named (%i at a time)',
    async (parallel) => {
      const finished = await run(false, parallel);
      expect(finished).toHaveLength(6);
      for (const { result, origin } of finished) {
        if (origin === 'computed') expect(result.value).toBe(result.params['x']);
        else
          expect(result.outcome).toEqual({
            kind: 'failed',
            error:
              'factor.cjs changed after this run had hashed it, so no result would be that of the hash. Run it again. If a trial writes such a file itself, let it write to its own folder (trial.dir or TUNE_TRIAL_DIR), or let git ignore the file.',
          });
      }
      expect(finished.filter(({ origin }) => origin === 'stopped').length).toBeGreaterThan(0);
    },
  );

  test('a trial that writes its own input each time, as it was: it does not run for ever, and the file is named', async () => {
    const files = {
      'out.log': 'x',
      'objective.cjs':
        "module.exports = () => { require('node:fs').writeFileSync(__dirname + '/out.log', 'x'); return 1; };",
    };
    const objective = { kind: 'module', path: 'objective.cjs' } as const;
    const task = createTask(root, { objective, files }, { inputs: 'inputs' });
    const known = inputs('objective.cjs', 'out.log');
    const options: SliceOptions = { parallel: 1, runId: 'run', versions: {}, inputFilesOf: () => known };
    const [trial] = await runSlice([task], options);
    expect(trial).toMatchObject({ origin: 'stopped', result: { outcome: { kind: 'failed' } } });
    // The guard may also look between the moments when the file is emptied and written.
    expect(JSON.stringify(trial?.result.outcome)).toMatch(
      /"out\.log changed (each of the 6 times|after this run had hashed it)/,
    );
  });
});

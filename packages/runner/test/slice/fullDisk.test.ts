import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { TrialTask } from '../../src/model/trialTask.js';
import type * as RunSlice from '../../src/slice/runSlice.js';
import { compiled } from '../support/compiled.js';
import { createTask } from '../support/createTask.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const { runSlice } = compiled('slice/runSlice.js') as typeof RunSlice;
const options = { parallel: 2, runId: 'run', versions: {} };
// Before its folder can be removed.
afterAll(() => void (isMounted && execFileSync('umount', ['-l', disk])));
const disk = join(temporaryFolder(), 'disk');

/** A disk of 512 kB, where this machine lets us have one. */
function mount(): boolean {
  mkdirSync(disk, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('Skipped: a full disk is tested where "mount -t tmpfs" is allowed.');
    return false;
  }
}

const isMounted = mount();
/** Takes all that is free on the disk, to the last block. */
function fill(): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize));
}

function tasksOf(body: string): TrialTask[] {
  const files = { 'objective.cjs': `const fs = require('node:fs'); module.exports = ({ n }, trial) => { ${body} };` };
  const source = { objective: { kind: 'module', path: 'objective.cjs' }, files } as const;
  return [1, 2, 3].map((n) => createTask(disk, source, { params: { n }, inputs: 'inputs' }));
}

const outcomes = async (tasks: readonly TrialTask[]): Promise<unknown[]> =>
  (await runSlice(tasks, options))
    .toSorted((a, b) => Number(a.task.params['n']) - Number(b.task.params['n']))
    .map(({ result: { outcome } }) => (outcome.kind === 'failed' ? outcome.error.split(':')[0] : outcome.kind));

(isMounted ? describe : describe.skip)('a disk that is full', () => {
  it('from the beginning fails each trial with the reason, and with room they run', async () => {
    const tasks = tasksOf('return n');
    fill();
    expect(await outcomes(tasks)).toEqual(['Error', 'Error', 'Error']);
    expect(tasks.some(({ trialDir }) => existsSync(join(trialDir, 'result.json')))).toBe(false);
    rmSync(join(disk, 'filler'));
    expect(await outcomes(tasks)).toEqual(['completed', 'completed', 'completed']);
  });

  it('by a trial fails that trial, leaves no result that looks whole, and it can run again', async () => {
    const greedy = `if (!fs.existsSync(trial.dir + '/../../../../modest')) {
      try { for (let i = 0; ; i++) fs.writeFileSync(trial.dir + '/' + i, Buffer.alloc(4096)); } catch {}
    }
    return n;`;
    const [task] = tasksOf(greedy) as [TrialTask];
    const disturbed = await outcomes([task]);
    expect(disturbed).toEqual(['Error']);
    expect(existsSync(join(task.trialDir, 'result.json'))).toBe(false);
    rmSync(join(task.trialDir, 'artifacts/0'));
    writeFileSync(join(disk, 'modest'), '');
    expect(await outcomes([task])).toEqual(['completed']);
  });
});

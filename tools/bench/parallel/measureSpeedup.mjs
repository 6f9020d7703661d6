import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { nxSeconds } from '../nxSeconds.mjs';
import { inFolder } from '../report/inFolder.mjs';
import { sweep, writeSweep } from '../workspaces.mjs';
import { turnsFor, work } from './work.mjs';

const modules = join(import.meta.dirname, '../../../node_modules');

/** Seconds of a sweep with one and with two trials at a time, and of bare processes that do the same: one, and two with half of it each. */
export function measureSpeedup(isolation, trials, seconds) {
  const turns = turnsFor(seconds);
  return inFolder(async (folder) => {
    writeSweep(
      folder,
      modules,
      `${String(work)}\nmodule.exports = ({ x }) => ({ loss: work(${turns}) + x });\n`,
      sweep(trials, `isolation: ${isolation}\n`),
    );
    const run = (parallel) =>
      nxSeconds(folder, join(folder, `caches-${parallel}`), ['tune', 'bench', `--parallel=${parallel}`]);
    const [one, two] = [run(1), run(2)];
    const bare = { one: await bareSeconds(1, turns, trials), two: await bareSeconds(2, turns, trials) };
    return { isolation, one, two, bare };
  });
}

/** Returns the time that some processes take, among which all trials are divided. */
async function bareSeconds(processes, turns, trials) {
  const code = `${String(work)}\nfor (let trial = 0; trial < ${trials / processes}; trial++) work(${turns});`;
  const started = performance.now();
  const ended = Array.from({ length: processes }, () => once(spawn(process.execPath, ['-e', code]), 'exit'));
  await Promise.all(ended);
  return (performance.now() - started) / 1000;
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { nxSeconds } from '../nxSeconds.mjs';
import { inFolder } from '../report/inFolder.mjs';
import { sweep, writeSweep } from '../workspaces.mjs';

const modules = join(import.meta.dirname, '../../../node_modules');
const lanes = 2;

/** Seconds from the start of the first of some sleeping trials to the end of the last one, and what list scheduling would take. */
export function measureUneven(isolation, trials, total) {
  const lengths = unevenLengths(trials, total);
  return inFolder((folder) => {
    const objective = `const lengths = ${JSON.stringify(lengths)};
module.exports = async ({ x }) => {
  const started = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 1000 * lengths[x - 1]));
  return { loss: x, started, ended: Date.now() };
};
`;
    writeSweep(folder, modules, objective, sweep(trials, `isolation: ${isolation}\n`));
    const whole = nxSeconds(folder, join(folder, 'caches'), ['tune', 'bench', `--parallel=${lanes}`]);
    return { isolation, ideal: listSchedule(lengths), span: spanOf(join(folder, 'apps/bench/.tune/trials')), whole };
  });
}

/** Lengths between one and ten parts, in a fixed order, that add up to a total. */
function unevenLengths(count, total) {
  const parts = Array.from({ length: count }, (_, index) => 1 + ((index * 7) % 10));
  const sum = parts.reduce((all, part) => all + part, 0);
  return parts.map((part) => (part * total) / sum);
}

/** Returns the time for a list from which each lane takes the next entry when it has none. */
function listSchedule(lengths) {
  const busyUntil = Array.from({ length: lanes }, () => 0);
  for (const length of lengths) busyUntil[busyUntil.indexOf(Math.min(...busyUntil))] += length;
  return Math.max(...busyUntil);
}

function spanOf(trials) {
  const metrics = readdirSync(trials).map(
    (trial) => JSON.parse(readFileSync(join(trials, trial, 'result.json'), 'utf8')).metrics,
  );
  const [first, last] = [Math.min(...metrics.map((one) => one.started)), Math.max(...metrics.map((one) => one.ended))];
  return (last - first) / 1000;
}

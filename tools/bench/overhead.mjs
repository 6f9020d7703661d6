import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { nxSeconds } from './nxSeconds.mjs';
import { writeByHand, writeTuned } from './workspaces.mjs';

/**
 * What nx-tune adds to Nx: `nx tune` with trivial trials beside as many targets of the same executor written by hand.
 * Whole processes, in turn, the fastest of some rounds of each. `npm run bench`, or `npm run bench -- 100 5`.
 */
const [counts = '100,1000', rounds = '3'] = process.argv.slice(2);
const modules = join(import.meta.dirname, '../../node_modules');

console.log('trials  cache   nx tune   by hand   ratio');
for (const count of counts.split(',').map(Number)) {
  const folder = mkdtempSync(join(tmpdir(), 'nx-tune-bench-'));
  try {
    for (const [cache, times] of Object.entries(measure(folder, count))) print(count, cache, times);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each round has caches of its own: cold the first time, cached the second. */
function measure(folder, count) {
  const kinds = {
    tuned: { root: join(folder, 'tuned'), write: writeTuned, args: ['tune', 'bench'] },
    byHand: { root: join(folder, 'by-hand'), write: writeByHand, args: ['run-many', '-t', 'trial'] },
  };
  for (const { root, write } of Object.values(kinds)) {
    mkdirSync(root, { recursive: true });
    write(root, modules, count);
  }
  const times = { cold: { tuned: [], byHand: [] }, cached: { tuned: [], byHand: [] } };
  for (let round = 0; round < Number(rounds); round++) {
    for (const [cache, lists] of Object.entries(times)) {
      for (const [kind, { root, args }] of Object.entries(kinds)) {
        if (cache === 'cold') rmSync(join(root, 'apps/bench/.tune'), { recursive: true, force: true });
        lists[kind].push(nxSeconds(root, join(folder, `${kind}-${round}`), args));
      }
    }
  }
  return times;
}

function print(count, cache, { tuned, byHand }) {
  const [ours, theirs] = [Math.min(...tuned), Math.min(...byHand)];
  const cells = [
    String(count).padStart(6),
    cache.padEnd(6),
    `${ours.toFixed(2)} s`.padStart(8),
    `${theirs.toFixed(2)} s`.padStart(8),
    (ours / theirs).toFixed(2).padStart(6),
  ];
  console.log(cells.join('  '));
}

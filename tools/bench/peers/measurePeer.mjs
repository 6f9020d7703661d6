import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { inFolder } from '../report/inFolder.mjs';

/**
 * Seconds of a tool over ten rows of `width` points, twice, and over a grid of ten rows that gets an eleventh; and how many points it
 * computed that it had computed before.
 */
export async function measurePeer(peer, python, width) {
  const large = await inFolder((folder) => {
    const run = runner(peer, python, folder);
    const cold = run(width, 10);
    const cached = run(width, 10);
    return { cold: cold.seconds, cached: cached.seconds, recomputed: cached.computed.length };
  });
  const small = await inFolder((folder) => {
    const run = runner(peer, python, folder);
    const known = new Set(run(10, 10).computed);
    const grown = run(10, 11);
    return { grown: grown.seconds, grownAgain: grown.computed.filter((point) => known.has(point)).length };
  });
  return { ...large, ...small };
}

/** Each evaluation of the objective writes a line to a log, whatever the tool. */
function runner(peer, python, folder) {
  const log = join(folder, 'evaluations.log');
  const root = join(folder, 'root');
  mkdirSync(root);
  return (width, height) => {
    peer.prepare({ root, log, width, height });
    const started = performance.now();
    peer.run({ root, log, width, height, python });
    const seconds = (performance.now() - started) / 1000;
    const computed = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').filter(Boolean) : [];
    rmSync(log, { force: true });
    return { seconds, computed };
  };
}

import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { outputFolder } from '../../constants.js';
import { runId } from '../../run/runIdentity.js';
import { registeredRuns } from '../../run/turn/registry.js';
import { runsFolder } from '../../run/turn/runsFolder.js';
import { listNames } from '../../study/listFiles.js';

/** The folder in which this run computes trials again. Two replays at once may have other inputs, so each has its own. */
export function replayFolder(workspaceRoot: string, projectDir: string, sweep: string): string {
  const all = join(projectDir, outputFolder, 'replay');
  const going = new Set([runId(), ...registeredRuns(runsFolder(workspaceRoot)).map(({ record }) => record?.id)]);
  for (const name of listNames(all)) {
    const [ofSweep, id] = name.split('~');
    if (ofSweep === sweep && !going.has(id)) rmSync(join(all, name), { recursive: true, force: true });
  }
  return join(all, `${sweep}~${runId()}`);
}

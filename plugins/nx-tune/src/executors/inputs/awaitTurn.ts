import { join } from 'node:path';

import type { ExecutorContext } from '@nx/devkit';

import { inputsFile, othersVariable, waitVariable } from '../../constants.js';
import { asFarAsPossible } from '../../run/turn/asFarAsPossible.js';
import { announce, groupsOf, nxAncestors } from '../../run/turn/announce.js';
import type { Conflict } from '../../run/turn/conflictWith.js';
import { mayReachTrials } from '../../run/turn/mayReachTrials.js';
import { tellUser } from '../../run/turn/messages.js';
import { ownTurn } from '../../run/turn/ownTurn.js';
import { writeDigest } from '../../run/turn/registry.js';
import { waitForTurn } from '../../run/turn/waitForTurn.js';
import { compareSnapshots } from '../../snapshots/compareSnapshots.js';
import type { InputsSnapshot } from '../../snapshots/inputsSnapshot.js';
import { renderChange } from '../../snapshots/renderChange.js';
import { readJson } from '../../study/readJson.js';
import { nodeOf } from '../trial/trialTask.js';

/**
 * Says which trials this run has and with which inputs, and waits while an earlier run computes the same ones with others.
 * Returns why they cannot run, or undefined.
 */
export async function awaitTurn(
  context: ExecutorContext,
  digest: string | undefined,
  snapshot: InputsSnapshot | undefined,
): Promise<string | undefined> {
  const { root, projectGraph, projectName = '' } = context;
  const turn = ownTurn(root);
  if (turn === undefined) return undefined;
  const inputs = nodeOf(projectGraph, projectName).data.root;
  announce(turn, context);
  if (digest !== undefined) asFarAsPossible(() => writeDigest(turn.folder, turn.number, inputs, digest));
  // If there was no earlier run when this one began, there is none.
  if ((process.env[othersVariable] ?? '') === '') return undefined;
  const trials = groupsOf(context).find((group) => group.inputs === inputs)?.trials ?? [];
  return waitForTurn(
    turn,
    { inputs, trials, digest },
    {
      ancestors: nxAncestors(),
      mayReach: (command) => mayReachTrials(projectGraph, command),
      differences: (conflict) => differences(root, conflict, snapshot),
      say: (text) => tellUser(turn, text),
      refuses: process.env[waitVariable] === 'false',
    },
  );
}

const mostShown = 3;

/**
 * Lists the differences between the inputs of an earlier run and those of this one, as far as the earlier run has recorded them.
 */
function differences(workspaceRoot: string, conflict: Conflict, present: InputsSnapshot | undefined): string[] {
  if (conflict.kind === 'unknown' || present === undefined) return [];
  const { hash, snapshot } = readJson(join(workspaceRoot, conflict.inputs, inputsFile)) ?? {};
  if (hash !== conflict.digest || snapshot === undefined) return [];
  const changes = compareSnapshots(snapshot as InputsSnapshot, present);
  const more = changes.length > mostShown ? [`and ${changes.length - mostShown} more`] : [];
  return [...changes.slice(0, mostShown).map(renderChange), ...more];
}

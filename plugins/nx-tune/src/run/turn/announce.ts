import { processIdentity } from '@nx-tune/runner/processes';
import type { ExecutorContext } from '@nx/devkit';

import { trialExecutor } from '../../constants.js';
import { asFarAsPossible } from './asFarAsPossible.js';
import { type OwnTurn, ownTurn } from './ownTurn.js';
import { addProcess, registeredRuns, writeGroups } from './registry.js';
import type { TrialGroup } from './runRecord.js';

/** Says which trials this run has, and which process Nx is, unless a task has said so before. */
export function announce({ folder, number }: OwnTurn, context: ExecutorContext): void {
  const run = registeredRuns(folder).find((one) => one.number === number);
  if (run === undefined) return;
  const nx = nxPid();
  asFarAsPossible(() => {
    if (!run.processes.some(({ pid }) => pid === nx))
      addProcess(folder, number, { ...processIdentity(nx), isNx: true });
    if (run.groups === undefined) writeGroups(folder, number, groupsOf(context));
  });
}

/** Announces the turn for a task that has no part in it otherwise. */
export function announceTurn(context: ExecutorContext): void {
  const turn = ownTurn(context.root);
  if (turn !== undefined) announce(turn, context);
}

/** The processes of Nx above this one, the outermost first: a task may run Nx itself. */
export const nxAncestors = (): number[] =>
  (process.env['NX_INVOCATION_ANCESTOR_PIDS'] ?? '').split(/\D+/).filter(Boolean).map(Number);

const nxPid = (): number => nxAncestors().at(-1) ?? process.ppid;

/** The trials of this run, by their inputs. */
export function groupsOf({ taskGraph, projectGraph }: ExecutorContext): TrialGroup[] {
  const groups = new Map<string, string[]>();
  for (const { target } of Object.values(taskGraph?.tasks ?? {})) {
    const { root = '', targets = {} } = projectGraph.nodes[target.project]?.data ?? {};
    const { executor, metadata } = targets[target.target] ?? {};
    if (executor !== trialExecutor) continue;
    const { inputsRoot = '' } = (metadata ?? {}) as { readonly inputsRoot?: string };
    const group = groups.get(inputsRoot);
    if (group === undefined) groups.set(inputsRoot, [root]);
    else group.push(root);
  }
  return [...groups].map(([inputs, trials]) => ({ inputs, trials }));
}

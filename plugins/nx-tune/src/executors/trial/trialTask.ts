import { rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

import type { TrialTask } from '@nx-tune/runner';
import { defined, type JsonObject } from '@nx-tune/search/core';
import type { SweepResources, TrialDefinition } from '@nx-tune/sweep';
import { objectiveFor, trialId } from '@nx-tune/sweep/trial';
import type { ExecutorContext, ProjectGraph } from '@nx/devkit';

import { limitsFor, resourcesFor } from '../../study/needsOfTrial.js';
import { inputsFile, outputFolder, slotFile } from '../../constants.js';
import type { TrialMetadata } from '../../inference/targets/trialMetadata.js';
import { trialEnvironment } from '../../run/trialEnvironment.js';
import { readGates } from '../../study/readGates.js';
import { readTicket } from '../../study/promotionTicket.js';
import { readProposal } from '../../study/proposal.js';
import { readJson } from '../../study/readJson.js';

/** The options of a trial's target: see `schemas/trial.json`. */
export interface TrialOptions {
  /** The definition of the trial, as canonical JSON. */
  readonly trial: string;
  readonly code: string;
  readonly engine: number;
  readonly onCrash?: 'record';
  readonly undeclared?: 'allow';
  readonly resources?: SweepResources;
  readonly wandb?: number;
}

/**
 * The trial of a task; null if it is not needed, since it would continue one that was not promoted, its configuration is not
 * among the best or was dropped from a race, or no point was left to propose for it; or the file that should say so and does not,
 * relative to the workspace.
 */
export type TrialOfTask = TrialTask | null | { readonly unknown: string };

/** Gives the runner what it must know of a trial: its definition comes from the options, its folder from the project. */
export function toTrialTask(
  project: string,
  options: TrialOptions,
  { root, projectGraph }: Pick<ExecutorContext, 'root' | 'projectGraph'>,
): TrialOfTask {
  const { data } = nodeOf(projectGraph, project);
  const metadata = data.targets?.['trial']?.metadata as TrialMetadata | undefined;
  const tuneDir = join(root, projectRootOf(data.root), outputFolder);
  const ticketFile = metadata?.ticket && join(tuneDir, metadata.ticket);
  const ticket = ticketFile === undefined ? undefined : readTicket(ticketFile);
  if (ticket === null) return null;
  if (ticketFile !== undefined && ticket === undefined) return { unknown: relative(root, ticketFile) };
  const decided = readGates(tuneDir, metadata?.gates);
  if (decided !== 'open') return decided === 'closed' ? null : { unknown: relative(root, decided.unread) };
  const { slot, ...given } = JSON.parse(options.trial) as Omit<TrialDefinition, 'params'> & {
    readonly params?: JsonObject;
    readonly slot?: number;
  };
  const proposal = join(metadata?.askRoot ?? '', slotFile(slot ?? 0));
  const params = given.params ?? ticket?.params ?? readProposal(join(root, proposal));
  if (params === null) return null;
  if (params === undefined) return { unknown: proposal };
  const { continues: _, ...definition } = { ...given, params, objective: objectiveFor(given.objective, params) };
  const inputs = metadata === undefined ? undefined : readInputs(join(root, metadata.inputsRoot, inputsFile));
  return {
    ...definition,
    id: trialId({ ...definition, ...defined({ continues: ticket?.continues }) }),
    projectDir: join(root, projectRootOf(data.root)),
    trialDir: join(root, data.root),
    isolation: metadata?.isolation ?? 'thread',
    onCrash: options.onCrash ?? 'fail',
    resources: resourcesFor(options.resources ?? {}, params),
    environment: trialEnvironment(projectGraph, projectRootOf(data.root)),
    ...defined({
      limits: metadata?.limits && limitsFor(metadata.limits, params),
      parallel: metadata?.parallel,
      undeclared: options.undeclared,
      inputs,
      continues:
        ticket?.continues === undefined
          ? undefined
          : { id: ticket.continues, trialDir: join(tuneDir, ticket.folder), digest: ticket.digest },
    }),
  };
}

/** True if a race decides on a trial. Its hash does not say how, so if it does not run, Nx must not store that. */
export const isRaced = (project: string, { projectGraph }: Pick<ExecutorContext, 'projectGraph'>): boolean =>
  (nodeOf(projectGraph, project).data.targets?.['trial']?.metadata as TrialMetadata | undefined)?.gates !== undefined;

export const isUnknown = (found: TrialOfTask): found is { readonly unknown: string } =>
  found !== null && 'unknown' in found;

/** Says why a task cannot run. A success without a result would be cached. */
export const unknownTrial = (file: string): string =>
  `not started, because ${file} is missing, which would say what to run: something removed it during this run. Run it again.`;

/** Removes the folder that an earlier run left of a trial that does not run now. */
export const forgetTrial = (
  project: string,
  { root, projectGraph }: Pick<ExecutorContext, 'root' | 'projectGraph'>,
): void => rmSync(join(root, nodeOf(projectGraph, project).data.root), { recursive: true, force: true });

/**
 * Reads the hash that the `inputs` task wrote down. Without it, the journal is not used. Thousands of trials share a file, which also names
 * all files that were hashed, so it is read again only when it is another one: it is always replaced, never written to.
 */
export function readInputs(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  const stamp = `${stats?.ino} ${stats?.ctimeMs} ${stats?.size}`;
  const before = inputsRead.get(file);
  if (before?.stamp === stamp) return before.hash;
  const found = readJson(file)?.['hash'];
  const hash = typeof found === 'string' && found !== '' ? found : undefined;
  inputsRead.set(file, { stamp, hash });
  return hash;
}

const inputsRead = new Map<string, { readonly stamp: string; readonly hash: string | undefined }>();

export function nodeOf({ nodes }: ProjectGraph, project: string): ProjectGraph['nodes'][string] {
  const node = nodes[project];
  if (node === undefined) throw new Error(`Internal error: ${project} is not in the project graph`);
  return node;
}

/** The root of the project whose trial this is: `apps/digits` for `apps/digits/.tune/trials/<id>`. */
export const projectRootOf = (trialRoot: string): string =>
  trialRoot.split('/').slice(0, -`${outputFolder}/trials/id`.split('/').length).join('/') || '.';

/** Returns the root of the sweep's project, by the name of a trial's project. */
export const ownerRoot = (project: string, { projectGraph }: Pick<ExecutorContext, 'projectGraph'>): string =>
  projectRootOf(nodeOf(projectGraph, project).data.root);

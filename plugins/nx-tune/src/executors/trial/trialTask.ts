import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { TrialTask } from '@nx-tune/runner';
import type { JsonObject } from '@nx-tune/search';
import { type Limits, type Resources, type Slot, type TrialDefinition, trialId } from '@nx-tune/sweep';
import type { ExecutorContext, ProjectGraph } from '@nx/devkit';

import { inputsFile, outputFolder, slotFile } from '../../constants.js';
import type { PromotionTicket } from '../../study/promotionTicket.js';
import { readText } from '../../study/readText.js';

/** The options of a trial's target: see `schemas/trial.json`. */
export interface TrialOptions {
  /** The definition of the trial, as canonical JSON. */
  readonly trial: string;
  readonly code: string;
  readonly engine: number;
  readonly onCrash?: 'record';
  readonly resources?: Resources;
}

/**
 * What the runner must know of a trial: its definition from the options, its place from the project. Undefined for a trial
 * that would continue another one that was not promoted, and for one that nothing was left to be proposed for.
 */
export function toTrialTask(
  project: string,
  options: TrialOptions,
  { root, projectGraph }: Pick<ExecutorContext, 'root' | 'projectGraph'>,
): TrialTask | undefined {
  const { data } = nodeOf(projectGraph, project);
  const metadata = data.targets?.['trial']?.metadata as TrialMetadata | undefined;
  const tuneDir = join(root, ownerRoot(data.root), outputFolder);
  const gate = metadata?.gate === undefined ? undefined : readGate(join(tuneDir, metadata.gate));
  if (metadata?.gate !== undefined && gate === undefined) return undefined;
  const { slot, ...given } = JSON.parse(options.trial) as Omit<TrialDefinition, 'params'> & {
    readonly params?: JsonObject;
    readonly slot?: number;
  };
  const params = given.params ?? gate?.params ?? readParams(join(root, metadata?.askRoot ?? '', slotFile(slot ?? 0)));
  if (params === undefined) return undefined;
  const { continues: _, ...definition } = { ...given, params };
  const inputs = metadata === undefined ? undefined : readInputs(join(root, metadata.inputsRoot, inputsFile));
  return {
    ...definition,
    id: trialId({ ...definition, ...(gate === undefined ? {} : { continues: gate.continues }) }),
    ...(gate === undefined
      ? {}
      : { continues: { id: gate.continues, trialDir: join(tuneDir, gate.folder), digest: gate.digest } }),
    projectDir: join(root, ownerRoot(data.root)),
    trialDir: join(root, data.root),
    isolation: metadata?.isolation ?? 'thread',
    ...(metadata === undefined ? {} : { limits: metadata.limits }),
    onCrash: options.onCrash ?? 'fail',
    resources: options.resources ?? {},
    ...(inputs === undefined ? {} : { inputs }),
  };
}

/** Removes what an earlier run left of a trial that does not run now. */
export const forgetTrial = (
  project: string,
  { root, projectGraph }: Pick<ExecutorContext, 'root' | 'projectGraph'>,
): void => rmSync(join(root, nodeOf(projectGraph, project).data.root), { recursive: true, force: true });

function readGate(file: string): PromotionTicket | undefined {
  const text = readText(file);
  return text === undefined ? undefined : (JSON.parse(text) as PromotionTicket);
}

/** Set by inference, and not hashed. */
export interface TrialMetadata {
  readonly isolation: 'thread' | 'process';
  readonly limits: Limits;
  /** The file without which the trial does not run, relative to the project's `.tune`. */
  readonly gate?: string;
  /** How many of the tasks that have the same promotion it lets run, and of how many. */
  readonly share?: number;
  /** Where the params of a slot are proposed, relative to the workspace. */
  readonly askRoot?: string;
  /** The place of a trial whose params are proposed. */
  readonly slot?: Slot;
  /** Root of the `inputs` project of the trial, relative to the workspace. */
  readonly inputsRoot: string;
}

/** What an `ask` task wrote: nothing, where no point was left to propose. */
function readParams(file: string): JsonObject | undefined {
  const text = readText(file);
  return text === undefined ? undefined : (JSON.parse(text) as { readonly params: JsonObject }).params;
}

/** The hash that the `inputs` task wrote down, or undefined: then the journal is not used. */
function readInputs(file: string): string | undefined {
  try {
    const { hash } = JSON.parse(readFileSync(file, 'utf8')) as { hash?: unknown };
    return typeof hash === 'string' && hash !== '' ? hash : undefined;
  } catch {
    return undefined;
  }
}

export function nodeOf({ nodes }: ProjectGraph, project: string): ProjectGraph['nodes'][string] {
  const node = nodes[project];
  if (node === undefined) throw new Error(`Internal error: ${project} is not in the project graph`);
  return node;
}

/** `apps/digits` of `apps/digits/.tune/trials/<id>`. */
export const ownerRoot = (trialRoot: string): string =>
  trialRoot.split('/').slice(0, -`${outputFolder}/trials/id`.split('/').length).join('/') || '.';

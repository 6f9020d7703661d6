import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { PromiseExecutor } from '@nx/devkit';
import { canonicalJsonText, createSlots, type PlannedTrial, resolveSlots, type Search } from '@nx-tune/search';
import writeFileAtomic from 'write-file-atomic';

import { slotFile } from '../../constants.js';
import { nodeOf, ownerRoot } from '../trial/trialTask.js';
import { readSlot } from './readSlot.js';

/** The options of an `ask` target: see `schemas/ask.json`. */
export interface AskOptions {
  /** A `Search`, as canonical JSON. */
  readonly search: string;
  readonly generation: number;
  readonly version: number;
}

/**
 * Proposes the trials of one generation from the results of those before, and writes a file for each slot. What earlier
 * generations proposed is computed again: a result that is not of what was proposed is a mistake, and not learnt from.
 */
export const askGeneration: PromiseExecutor<AskOptions> = ({ search: text, generation }, context) => {
  const { root, projectGraph, projectName = '' } = context;
  const folder = nodeOf(projectGraph, projectName).data.root;
  const projectDir = join(root, ownerRoot(folder));
  const search = JSON.parse(text) as Search;
  const problems: string[] = [];
  const slots = createSlots(search, (generation + 1) * search.generation);
  const trials = resolveSlots(search, slots, (trial) => {
    if (isOf(generation, trial)) return undefined;
    const read = readSlot(projectDir, trial);
    if ('problem' in read) problems.push(read.problem);
    return 'problem' in read ? undefined : read.result;
  });
  if (problems.length > 0) {
    process.stderr.write(`\n${problems.join('\n')}\n`);
    return Promise.resolve({ success: false });
  }
  rmSync(join(root, folder), { recursive: true, force: true });
  mkdirSync(join(root, folder), { recursive: true });
  for (const { definition, slot } of trials.filter((trial) => isOf(generation, trial))) {
    const content = { schemaVersion: 1, params: definition.params };
    writeFileAtomic.sync(join(root, folder, slotFile(slot?.number ?? 0)), canonicalJsonText(content));
  }
  return Promise.resolve({ success: true });
};

const isOf = (generation: number, { slot }: PlannedTrial): boolean => slot?.generation === generation;

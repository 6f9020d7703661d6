import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createProjectGraphAsync, type ProjectGraph, workspaceRoot } from '@nx/devkit';
import {
  canonicalJsonText,
  type JsonObject,
  parseResult,
  parseRun,
  type PlannedTrial,
  sweepTarget,
} from '@nx-tune/search';
import type { Command } from 'commander';

import { outputFolder } from '../../constants.js';
import { explainTrial, type KnownResult } from '../../explain/explainTrial.js';
import { type InputsSnapshot, takeSnapshot } from '../../explain/inputsSnapshot.js';
import { readKnownInputs } from '../../explain/knownInputs.js';
import { cachedTrials } from '../../explain/nxHashes.js';
import { renderExplanations } from '../../explain/renderExplanations.js';
import { findSweep, type FoundSweep } from '../findSweep.js';
import { readLock } from '../knownSweep.js';
import { Mistake } from '../mistake.js';
import { print } from '../print.js';
import { addSweepVerb, type SweepOptions } from '../sweepVerb.js';

export function addExplain(program: Command): void {
  addSweepVerb(program, 'explain', {
    words: '[trial]',
    description: 'says which trials will run and which will not, and why',
    examples: ['explain digits', 'explain digits 4f2a'],
  })
    .argument('[project]')
    .argument('[trial]', 'id of a trial, or its first characters; without it, all trials')
    .action(async (project: string | undefined, trial: string | undefined, { sweep, json = false }: SweepOptions) =>
      print(await explain(await findSweep(project, sweep), trial, json)),
    );
}

/** Says of one trial, or of all, whether it will run and why. Runs none. */
async function explain(found: FoundSweep, wanted: string | undefined, json: boolean): Promise<string> {
  const trials = wanted === undefined ? found.trials : [chooseTrial(found, wanted)];
  const graph = await createProjectGraphAsync();
  const cached = await cachedTrials(graph, found.project, sweepTarget(found.name));
  const results = knownResults(found);
  const inputs = readKnownInputs(found.projectDir);
  const snapshots = new Map<string, Promise<InputsSnapshot>>();
  const present = (project: string): Promise<InputsSnapshot> => {
    const snapshot = snapshots.get(project) ?? takeSnapshot(graph, workspaceRoot, project);
    snapshots.set(project, snapshot);
    return snapshot;
  };
  const explanations = await Promise.all(
    trials.map(async (trial) => {
      const project = `${found.project}~${trial.name}`;
      const { inputsProject, recordsCrash } = trialTarget(graph, project);
      const knowledge = { results, inputs, present: await present(inputsProject), recordsCrash };
      return explainTrial(trial, cached.has(project), knowledge);
    }),
  );
  return json ? canonicalJsonText({ trials: explanations } as unknown as JsonObject) : renderExplanations(explanations);
}

function chooseTrial({ project, file, trials }: FoundSweep, wanted: string): PlannedTrial {
  const named = wanted.slice(wanted.lastIndexOf('~') + 1);
  const matching = trials.filter(({ id }) => id.startsWith(named));
  const [trial] = matching;
  if (matching.length === 1 && trial !== undefined) return trial;
  throw new Mistake(
    trial === undefined
      ? `${file} asks for no trial "${wanted}". "nx-tune explain ${project}" names those that it asks for.`
      : `"${wanted}" begins the ids of ${matching.length} trials: ${matching.map(({ id }) => id).join(', ')}.`,
  );
}

/** What the trial's task says of itself. */
function trialTarget({ nodes }: ProjectGraph, project: string): { inputsProject: string; recordsCrash: boolean } {
  const target = nodes[project]?.data.targets?.['trial'];
  const [dependency] = target?.dependsOn ?? [];
  const projects = typeof dependency === 'object' ? dependency.projects : undefined;
  const options = (target?.options ?? {}) as { readonly onCrash?: string };
  return { inputsProject: projects?.[0] ?? '', recordsCrash: options.onCrash === 'record' };
}

/** Results on this disk first: of them it is known how they were computed. */
function knownResults(found: FoundSweep): KnownResult[] {
  const folder = join(found.projectDir, outputFolder, 'trials');
  const here = namesIn(folder).flatMap((id) => readKnown(join(folder, id)));
  const ids = new Set(here.map(({ result }) => result.id));
  const locked = (readLock(found)?.trials ?? []).map((result): KnownResult => ({ result }));
  return [...here, ...locked.filter(({ result }) => !ids.has(result.id))];
}

function readKnown(trialDir: string): KnownResult[] {
  const result = parseResult(textOf(join(trialDir, 'result.json')));
  const run = parseRun(textOf(join(trialDir, 'run.json')));
  return result === undefined ? [] : [run === undefined ? { result } : { result, run }];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

import { terminalJson } from '@nx-tune/report';
import { join } from 'node:path';

import { parseResult, parseRun, type PlannedTrial, resultOf, sweepTarget, taskName } from '@nx-tune/sweep';
import { createProjectGraphAsync } from '@nx/devkit';

import { outputFolder } from '../../constants.js';
import { readInputsHistory } from '../../snapshots/inputsHistory.js';
import { type InputsSnapshot, takeSnapshot } from '../../snapshots/inputsSnapshot.js';
import { cachedTrials } from '../../snapshots/nxHashes.js';
import { trialTarget } from '../../snapshots/trialTarget.js';
import { listNames } from '../../study/listFiles.js';
import type { OpenSweep } from '../../study/openSweep.js';
import { lockOf } from '../../study/readLock.js';
import { readResults } from '../../study/readResults.js';
import { readText } from '../../study/readText.js';
import { resolveTrial } from '../arguments/resolveTrial.js';
import { explainTrial, type RecordedResult } from './explainTrial.js';
import { renderExplanations } from './renderExplanations.js';

/** Explains whether one trial, or each trial, will run, and why. Runs none. */
export async function explainSweep(
  workspaceRoot: string,
  found: OpenSweep,
  wanted: string | undefined,
  json: boolean,
): Promise<string> {
  const trials = wanted === undefined ? found.trials : [resolveTrial(readResults(found), wanted).planned];
  const loading = createProjectGraphAsync();
  // Read while the plugins answer.
  const results = knownResults(found);
  const graph = await loading;
  const cached = await cachedTrials(graph, found.project, sweepTarget(found.name));
  const isWaitingFor = followers(found.trials.filter(({ name }) => !cached.has(taskName(found.project, name))));
  const inputs = readInputsHistory(found.projectDir);
  const snapshots = new Map<string, Promise<InputsSnapshot>>();
  const present = (project: string): Promise<InputsSnapshot> => {
    const snapshot = snapshots.get(project) ?? takeSnapshot(graph, workspaceRoot, project);
    snapshots.set(project, snapshot);
    return snapshot;
  };
  const explanations = await Promise.all(
    trials.map(async (trial) => {
      const project = taskName(found.project, trial.name);
      const { inputsProject, recordsCrash } = trialTarget(graph, project);
      const isWaiting = isWaitingFor(trial);
      const knowledge = { results, inputs, present: await present(inputsProject), recordsCrash, isWaiting };
      return explainTrial(trial, cached.has(project), knowledge);
    }),
  );
  return json ? terminalJson({ trials: explanations }) : renderExplanations(explanations);
}

/** Says of a trial whether it is proposed by the result of any of some others, or chosen by it to be run more often. */
function followers(others: readonly PlannedTrial[]): (trial: PlannedTrial) => boolean {
  const first = others.filter(({ slot }) => slot?.promotedBy === undefined);
  const earliest = first.reduce((least, { slot }) => Math.min(least, slot?.generation ?? Infinity), Infinity);
  return ({ slot }) =>
    slot !== undefined && (slot.promotedBy === undefined ? earliest < slot.generation : first.length > 0);
}

/** The known results, those on this disk first, since they say how they were computed. */
function knownResults(found: OpenSweep): RecordedResult[] {
  const folders = ['trials', 'slots'].map((name) => join(found.projectDir, outputFolder, name));
  const here = folders.flatMap((folder) => listNames(folder).flatMap((id) => readResult(join(folder, id))));
  const ids = new Set(here.map(({ result }) => result.id));
  const locked = (lockOf(found)?.trials ?? []).map((trial): RecordedResult => ({ result: resultOf(trial) }));
  return [...here, ...locked.filter(({ result }) => !ids.has(result.id))];
}

function readResult(trialDir: string): RecordedResult[] {
  const result = parseResult(readText(join(trialDir, 'result.json')) ?? '');
  const run = parseRun(readText(join(trialDir, 'run.json')) ?? '');
  return result === undefined ? [] : [run === undefined ? { result } : { result, run }];
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { canonicalJson, isJsonObject, type Json, type JsonObject } from '@nx-tune/search';
import { canTry, handTrials, type PlannedTrial, type Sweep } from '@nx-tune/sweep';

import { outputFolder } from '../constants.js';
import { readJson } from './readJson.js';
import { positionKey } from './trialFolder.js';
import { writeInProject } from './writeInProject.js';

/** The file under `.tune` with the params that were tried by hand, by the name of the sweep. It is this machine's own. */
const triedFile = (projectDir: string): string => join(projectDir, outputFolder, 'tried.json');

/** The most points of a sweep that are remembered: each is a project of Nx. */
const mostTried = 200;

/** The params of a sweep that were tried by hand, the latest last. What cannot be read is none. */
export function readTried(projectDir: string, sweep: string): readonly JsonObject[] {
  const tried = sweepsIn(projectDir)[sweep];
  return Array.isArray(tried)
    ? (tried as readonly Json[]).filter((params) => isJsonObject(params)).slice(-mostTried)
    : [];
}

/** Remembers params that are tried by hand, so that Nx finds their trials. */
export function rememberTried(projectDir: string, sweep: string, params: JsonObject): void {
  const text = canonicalJson(params);
  const others = readTried(projectDir, sweep).filter((one) => canonicalJson(one) !== text);
  const sweeps = { ...sweepsIn(projectDir), [sweep]: [...others, params].slice(-mostTried) };
  mkdirSync(join(projectDir, outputFolder), { recursive: true });
  writeInProject(projectDir, triedFile(projectDir), `${JSON.stringify({ schemaVersion: 1, sweeps }, undefined, 2)}\n`);
}

function sweepsIn(projectDir: string): JsonObject {
  const sweeps = readJson(triedFile(projectDir))?.['sweeps'] as Json | undefined;
  return isJsonObject(sweeps) ? sweeps : {};
}

/**
 * The trials that were tried by hand and that a sweep does not have itself: they are beside it, and it does not depend on
 * them. Params that its space does not have any more are passed over.
 */
export function triedTrials(
  projectDir: string,
  sweep: Sweep,
  trials: readonly PlannedTrial[],
): readonly PlannedTrial[] {
  const own = new Set(trials.map(positionKey));
  return readTried(projectDir, sweep.name)
    .filter((params) => canTry(sweep, params))
    .flatMap((params) => handTrials(sweep, params))
    .filter((trial) => !own.has(positionKey(trial)));
}

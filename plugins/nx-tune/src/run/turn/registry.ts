import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ProcessIdentity } from '@nx-tune/runner/processes';
import { defined, digest } from '@nx-tune/search/core';

import { listNames } from '../../study/listFiles.js';
import { readJson } from '../../study/readJson.js';
import { readText } from '../../study/readText.js';
import type { RegisteredRun, RunProcess, RunRecord, TrialGroup } from './runRecord.js';
import { createRunsFolder } from './runsFolder.js';
import { writeDerived } from '../../study/writeDerived.js';

/** The files of a registered run. */
const recordFile = 'run.json';
const groupsFile = 'trials.json';
const messageFile = 'message.txt';

/** The folder of one run. */
export const runFolder = (folder: string, number: number): string => join(folder, String(number).padStart(8, '0'));

/**
 * Registers a run, and returns its number. Only one process can create the folder of a number, and a number with a higher
 * one beside it is given back: so whoever has a number sees all runs with lower ones that are still registered, and no
 * such run comes later.
 */
export function register(folder: string, record: RunRecord, nx: ProcessIdentity | undefined): number {
  createRunsFolder(folder);
  for (;;) {
    const number = latest(folder) + 1;
    if (!create(runFolder(folder, number))) continue;
    if (latest(folder) > number) {
      rmSync(runFolder(folder, number), { recursive: true, force: true });
      continue;
    }
    if (nx !== undefined) addProcess(folder, number, { ...nx, isNx: true });
    writeDerived(join(runFolder(folder, number), recordFile), JSON.stringify(record));
    return number;
  }
}

const latest = (folder: string): number => Math.max(0, ...numbersIn(folder));

const numbersIn = (folder: string): number[] =>
  listNames(folder).flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));

function create(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** All registered runs, the oldest first. */
export const registeredRuns = (folder: string): RegisteredRun[] =>
  numbersIn(folder)
    .sort((a, b) => a - b)
    .flatMap((number) => readRun(folder, number) ?? []);

function readRun(folder: string, number: number): RegisteredRun | undefined {
  const path = runFolder(folder, number);
  const stamp = stampOf(path);
  if (stamp === undefined) return undefined;
  const names = listNames(path);
  const read = (start: string): Record<string, unknown>[] =>
    names
      .filter((name) => name.startsWith(start))
      .flatMap((name): Record<string, unknown>[] => {
        const value = readJson(join(path, name));
        return value === undefined ? [] : [value];
      });
  const record = readJson(join(path, recordFile)) as RunRecord | undefined;
  const groups = readJson(join(path, groupsFile))?.['groups'] as readonly TrialGroup[] | undefined;
  return {
    number,
    processes: read(processStart) as unknown as readonly RunProcess[],
    digests: new Map(read(digestStart).map((one) => [one['inputs'] as string, one['digest'] as string])),
    stamp,
    ...defined({ record, groups }),
  };
}

/** Opening a file makes a network file system ask its server how old it is. */
function stampOf(path: string): string | undefined {
  try {
    readdirSync(path);
    const [own, record] = [path, join(path, recordFile)].map((file) => statSync(file, { throwIfNoEntry: false }));
    return own && `${own.mtimeMs} ${own.ino} ${record?.mtimeMs}`;
  } catch {
    return undefined;
  }
}

const processStart = 'process-';
const digestStart = 'inputs-';

/** Adds a process to a run, and returns its file. As long as one of them lives, the run does. */
export function addProcess(folder: string, number: number, identity: RunProcess): string {
  const file = join(runFolder(folder, number), `${processStart}${identity.pid}-${randomBytes(4).toString('hex')}.json`);
  writeFileSync(file, JSON.stringify(identity));
  return file;
}

export function writeGroups(folder: string, number: number, groups: readonly TrialGroup[]): void {
  writeDerived(join(runFolder(folder, number), groupsFile), JSON.stringify({ groups }));
}

export function writeDigest(folder: string, number: number, inputs: string, value: string): void {
  const file = join(runFolder(folder, number), `${digestStart}${digest(inputs, 12)}.json`);
  writeDerived(file, JSON.stringify({ inputs, digest: value }));
}

/** Keeps what an `inputs` task wrote down, and reads it. */
export const keepText = (folder: string, number: number, inputs: string, text: string): void =>
  writeDerived(keptFile(folder, number, inputs), text);
export const keptText = (folder: string, number: number, inputs: string): string | undefined =>
  readText(keptFile(folder, number, inputs));
const keptFile = (folder: string, number: number, inputs: string): string =>
  join(runFolder(folder, number), `kept-${digest(inputs, 12)}.json`);

/** Leaves a message for the user where the run's own process finds it, and reads it. */
export const leaveMessage = (folder: string, number: number, text: string): void =>
  writeDerived(join(runFolder(folder, number), messageFile), text);
export const readMessage = (folder: string, number: number): string | undefined =>
  readText(join(runFolder(folder, number), messageFile));

/** Returns whether a run is still registered under its number. If its record cannot be read at the moment, it is. */
export function hasTurn(folder: string, number: number, id: string): boolean {
  try {
    return (JSON.parse(readFileSync(join(runFolder(folder, number), recordFile), 'utf8')) as RunRecord).id === id;
  } catch (error) {
    return !['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
  }
}

/** Shows that a run is alive. */
export function showAlive(folder: string, number: number): void {
  const now = new Date();
  utimesSync(join(runFolder(folder, number), recordFile), now, now);
}

/** Removes a run in one step: nobody sees a part of it. */
export function unregister(folder: string, number: number): void {
  const gone = join(folder, `gone-${randomBytes(6).toString('hex')}`);
  try {
    renameSync(runFolder(folder, number), gone);
  } catch {
    // Somebody else has removed it.
    return;
  }
  rmSync(gone, { recursive: true, force: true });
}

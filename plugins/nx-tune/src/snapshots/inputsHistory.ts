import { join } from 'node:path';

import { canonicalJsonText, type JsonObject } from '@nx-tune/search';
import writeFileAtomic from 'write-file-atomic';

import { inputsFile, outputFolder } from '../constants.js';
import { listNames } from '../study/listFiles.js';
import { readJson } from '../study/readJson.js';
import type { InputsSnapshot } from './inputsSnapshot.js';

/** Snapshots of inputs by the hash that a trial's `run.json` names. */
export type InputsHistory = ReadonlyMap<string, InputsSnapshot>;

/** All snapshots that the folder of a project has: those of its present inputs, and those that its sweeps remember. */
export function readInputsHistory(projectDir: string): InputsHistory {
  const output = join(projectDir, outputFolder);
  const present = listNames(join(output, 'inputs')).map((id) => readJson(join(output, 'inputs', id, inputsFile)) ?? {});
  const remembered = listNames(output).map((sweep) => readJson(join(output, sweep, inputsFile)) ?? {});
  return new Map([
    ...remembered.flatMap((file) => Object.entries((file['inputs'] ?? {}) as Record<string, InputsSnapshot>)),
    ...present.flatMap(({ hash, snapshot }) =>
      typeof hash === 'string' && snapshot !== undefined ? [[hash, snapshot as InputsSnapshot] as const] : [],
    ),
  ]);
}

/** The next run may replace the snapshots of present inputs, and the results of a sweep keep theirs. */
export function rememberInputs(projectDir: string, sweep: string, hashes: readonly string[]): void {
  const known = readInputsHistory(projectDir);
  const inputs = Object.fromEntries(
    [...new Set(hashes)].toSorted().flatMap((hash) => (known.has(hash) ? [[hash, known.get(hash)]] : [])),
  );
  const text = canonicalJsonText({ schemaVersion: 1, inputs } as unknown as JsonObject);
  writeFileAtomic.sync(join(projectDir, outputFolder, sweep, inputsFile), text);
}

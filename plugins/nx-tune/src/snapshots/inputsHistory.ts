import { join } from 'node:path';

import { canonicalJsonText } from '@nx-tune/search';

import { inputsFile, outputFolder } from '../constants.js';
import { listNames } from '../study/listFiles.js';
import { readJson } from '../study/readJson.js';
import type { InputsSnapshot } from './inputsSnapshot.js';
import { writeDerived } from '../study/writeDerived.js';

/** Snapshots of inputs, by the hash that a trial's `run.json` names. */
export type InputsHistory = ReadonlyMap<string, InputsSnapshot>;

/** Reads all snapshots in the folder of a project: those of its present inputs, and those kept with its sweeps. */
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

/** Keeps snapshots with the results of a sweep, since the next run may replace the snapshots of present inputs. */
export function rememberInputs(projectDir: string, sweep: string, hashes: readonly string[]): void {
  const history = readInputsHistory(projectDir);
  const inputs = Object.fromEntries(
    [...new Set(hashes)].toSorted().flatMap((hash) => {
      const snapshot = history.get(hash);
      return snapshot === undefined ? [] : [[hash, snapshot]];
    }),
  );
  const text = canonicalJsonText({ schemaVersion: 1, inputs });
  writeDerived(join(projectDir, outputFolder, sweep, inputsFile), text);
}

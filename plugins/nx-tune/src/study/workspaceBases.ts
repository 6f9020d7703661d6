import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { type BaseReader } from '@nx-tune/sweep';

import { readText } from './readText.js';

/** The folder of the presets that the package ships. */
const presetsFolder = join(__dirname, '..', '..', 'presets');

/** The names of the presets, sorted. */
export const presetNames = (): readonly string[] =>
  readdirSync(presetsFolder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .toSorted();

/** The text of a preset. */
export const presetText = (name: string): string | undefined => readText(join(presetsFolder, `${name}.yaml`));

/** Reads the files of a workspace that sweep files extend, by `read` where they are not read from the disk, and presets. */
export const workspaceBases = (
  workspaceRoot: string,
  read: (path: string) => string | undefined = (path) => readText(join(workspaceRoot, path)),
): BaseReader => ({
  file: read,
  preset: presetText,
  get presets() {
    return presetNames();
  },
});

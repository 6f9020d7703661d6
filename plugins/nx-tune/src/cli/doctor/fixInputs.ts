import { dirname, join } from 'node:path';

import { addInputs, inputsText, parseSweep } from '@nx-tune/sweep';

import { readText } from '../../study/readText.js';
import { workspaceBases } from '../../study/workspaceBases.js';
import type { SweepLocation } from '../../study/sweepLocation.js';
import type { UndeclaredInput } from '../../study/undeclaredInputs.js';
import { writeInProject } from '../../study/writeInProject.js';

/** The entries added to the `inputs` of a sweep file. */
export interface FixedInputs {
  /** Relative to the workspace. */
  readonly file: string;
  readonly added: readonly UndeclaredInput[];
  /** The entries left to be added by hand, as they are written in the file, if the file has no clear place for them. */
  readonly byHand?: string;
}

/** Adds what trials were seen to read to the `inputs` of their sweep file, and changes nothing else of it. */
export function fixInputs(
  workspaceRoot: string,
  { file, name }: Pick<SweepLocation, 'file' | 'name'>,
  inputs: readonly UndeclaredInput[],
): FixedInputs {
  if (inputs.length === 0) return { file, added: [] };
  const path = join(workspaceRoot, file);
  const edited = addInputs(
    file,
    readText(path) ?? '',
    inputs.map(({ input }) => input),
  );
  if (edited === undefined || !parseSweep(name, file, edited, {}, workspaceBases(workspaceRoot)).ok)
    return { file, added: [], byHand: inputsText(file, inputs) };
  writeInProject(dirname(path), path, edited);
  return { file, added: inputs };
}

/** Says what was added to each sweep file. */
export function renderFixed(fixed: readonly FixedInputs[]): string {
  const blocks = fixed.map(({ file, added, byHand }) => {
    if (byHand !== undefined) return `${file}: it has no clear place for these lines. Add them by hand:\n${byHand}`;
    if (added.length === 0) return `${file}: nothing to add to "inputs"`;
    const lines = added.map(({ input, isIgnored }) => `  ${input}${isIgnored ? ' (ignored by git)' : ''}`);
    return [`${file}: added to "inputs"`, ...lines].join('\n');
  });
  const isFixed = fixed.some(({ added }) => added.length > 0);
  return `${[...blocks, ...(isFixed ? ['The next run computes the trials again, and caches them.'] : [])].join('\n')}\n`;
}

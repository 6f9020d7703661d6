import { inputsText, type Sweep, type TrialRun } from '@nx-tune/sweep';

import { shellWord } from '../escape/shellWord.js';
import type { SweepLocation } from './sweepLocation.js';
import { type UndeclaredInput, undeclaredInputs } from './undeclaredInputs.js';

/** The most files that a note names. */
const mostNamed = 10;

/** Says which files trials read without declaring them, each once, and how to declare them. Empty if there are none. */
export function undeclaredNotices(
  workspaceRoot: string,
  { undeclared: mode, inputs: declared }: Pick<Sweep, 'undeclared' | 'inputs'>,
  runs: readonly (TrialRun | undefined)[],
  { project, root, file }: Omit<SweepLocation, 'name'>,
): string[] {
  const found = runs.flatMap((run) => run?.undeclared ?? []);
  if (found.length === 0) return [];
  const { inputs, unknown } = undeclaredInputs(workspaceRoot, root, declared, found);
  const [subject, verb] = found.length === 1 ? ['1 trial', 'is'] : [`${found.length} trials`, 'are'];
  const consequence =
    mode === 'allow'
      ? `${verb} cached all the same ("undeclared: allow"), so a change of what is not declared leaves stale results`
      : `${verb} not cached`;
  const more = inputs.length > mostNamed ? `\nand ${inputs.length - mostNamed} more` : '';
  const cause = `${subject} read files that are not declared as inputs, and ${consequence}.`;
  return [
    ...(inputs.length === 0
      ? []
      : [
          `${cause} Add to ${file}, or run npx nx-tune doctor ${shellWord(project)} --fix:\n${inputsText(file, inputs.slice(0, mostNamed).map(noted))}${more}`,
        ]),
    ...unknown.map((why) => `${subject} ${consequence}, since ${why}.`),
  ];
}

/** Data that git ignores is missing on other machines, so the remark says so. */
const noted = ({ input, isIgnored }: UndeclaredInput): { readonly input: string; readonly remark?: string } =>
  isIgnored ? { input, remark: 'ignored by git' } : { input };

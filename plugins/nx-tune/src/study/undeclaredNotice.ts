import { inputsText, type Sweep, type Undeclared } from '@nx-tune/sweep';

import { shellWord } from '../escape/shellWord.js';
import type { SweepLocation } from './sweepLocation.js';
import { type UndeclaredInput, undeclaredInputs } from './undeclaredInputs.js';

/** The most files that a note names. */
const mostNamed = 10;

/**
 * Says which files trials read without declaring them, each once, and how to declare them. Empty if there are none.
 *
 * @param found what each trial read that is not in its hash, of those that did.
 * @param consequence what follows for these trials; by default, whether they are cached.
 */
export function undeclaredNotices(
  workspaceRoot: string,
  { undeclared: mode, inputs: declared }: Pick<Sweep, 'undeclared' | 'inputs'>,
  found: readonly Undeclared[],
  { project, root, file }: Omit<SweepLocation, 'name'>,
  consequence: string = cachedOrNot(mode, found.length),
): string[] {
  if (found.length === 0) return [];
  const { inputs, unknown } = undeclaredInputs(workspaceRoot, root, declared, found);
  const subject = found.length === 1 ? '1 trial' : `${found.length} trials`;
  const more = inputs.length > mostNamed ? `\nand ${inputs.length - mostNamed} more` : '';
  const lines = inputsText(file, inputs.slice(0, mostNamed).map(noted));
  const others = [...new Set(found.flatMap(({ files }) => files))].slice(0, mostNamed).join(', ');
  return [
    ...(inputs.length > 0
      ? [
          `${subject} read files that are not declared as inputs, and ${consequence}. Add to ${file}, or run npx nx-tune doctor ${shellWord(project)} --fix:\n${lines}${more}`,
        ]
      : []),
    ...(inputs.length === 0 && others !== ''
      ? [`${subject} read files that were not in the hash when the run began, and ${consequence}: ${others}.`]
      : []),
    ...unknown.map((why) => `${subject} ${consequence}, since ${why}.`),
  ];
}

function cachedOrNot(mode: Sweep['undeclared'], count: number): string {
  const verb = count === 1 ? 'is' : 'are';
  return mode === 'allow'
    ? `${verb} cached all the same ("undeclared: allow"), so a change of what is not declared leaves stale results`
    : `${verb} not cached`;
}

/** Data that git ignores is missing on other machines, so the remark says so. */
const noted = ({ input, isIgnored }: UndeclaredInput): { readonly input: string; readonly remark?: string } =>
  isIgnored ? { input, remark: 'ignored by git' } : { input };

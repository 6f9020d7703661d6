import { didYouMean } from '@nx-tune/search';
import { presetPrefix } from '@nx-tune/sweep';
import type { Command } from 'commander';

import { Mistake } from '../../mistake.js';
import { presetNames, presetText } from '../../study/workspaceBases.js';
import { addVerb } from '../arguments/addVerb.js';
import { print } from '../print.js';

export function addPreset(program: Command): void {
  addVerb(program, 'preset', {
    description: 'prints a preset that sweep files can extend, or lists all presets',
    examples: ['preset', 'preset momentum-sgd'],
  })
    .argument('[name]', 'as in "extends: nx-tune/presets/NAME"')
    .action((name: string | undefined) => print(name === undefined ? listPresets() : showPreset(name)));
}

/** The name of each preset, with what it is about: the first line of its file. */
function listPresets(): string {
  const names = presetNames();
  const longest = names.reduce((most, name) => Math.max(most, name.length), 0);
  return names.map((name) => `${name.padEnd(longest)}  ${aboutOf(presetText(name) ?? '')}\n`).join('');
}

/** The first sentence of the comment in which a file begins. */
const aboutOf = (text: string): string => {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  const comment = lines
    .slice(0, end)
    .map((line) => line.replace(/^# ?/, ''))
    .join(' ');
  return comment.split(/[:.,](?: |$)/)[0] ?? '';
};

function showPreset(given: string): string {
  const name = given.startsWith(presetPrefix) ? given.slice(presetPrefix.length) : given;
  const names = presetNames();
  const text = names.includes(name) ? presetText(name) : undefined;
  if (text !== undefined) return text;
  throw new Mistake(`There is no preset "${name}". ${didYouMean(name, names) ?? `Presets: ${names.join(', ')}.`}`);
}

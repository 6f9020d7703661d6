import { createProgram } from '../../../../plugins/nx-tune/src/cli/program.js';

const { commands } = createProgram('');

/** Returns the first mistake in a command, given as the words after `nx-tune`, or undefined. */
export function unknownInVerb([name, ...words]: readonly string[]): string | undefined {
  const verb = commands.find((command) => command.name() === name);
  if (verb === undefined) return `nx-tune has no verb "${name}"`;
  for (const [index, word] of words.entries()) {
    if (!word.startsWith('-') || /^-[a-z]\w/i.test(word)) continue;
    const [flag, value = words[index + 1] ?? ''] = word.split('=');
    const option = verb.options.find(({ long, short }) => flag === long || flag === short);
    if (option === undefined && flag !== '--help') return `nx-tune ${name} has no option ${flag}`;
    if (option?.argChoices?.includes(value) === false) return `${flag} cannot be "${value}"`;
  }
  return undefined;
}

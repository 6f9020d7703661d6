import { escapeControl } from '@nx-tune/report';
import { Argument, type Command, type Option } from 'commander';

import { Mistake } from '../../mistake.js';
import { addVerb } from '../arguments/addVerb.js';
import { type Candidate, complete, type CompletedVerb } from '../completion/complete.js';
import { createLookups } from '../completion/lookups.js';
import { completionScript, type Shell, shells } from '../completion/scripts.js';
import { print } from '../print.js';

export function addCompletion(program: Command, workspaceRoot: string): void {
  addVerb(program, 'completion', {
    description: 'prints the completion script of a shell, for verbs, options, projects, sweeps and trials',
    examples: ['completion bash >> ~/.bashrc', 'completion zsh >> ~/.zshrc', 'completion fish | source'],
  })
    .addArgument(new Argument('<shell>').choices(shells))
    .option('--json', 'print JSON')
    .action((shell: Shell, { json = false }: { readonly json?: boolean }) =>
      print(json ? `${JSON.stringify({ script: completionScript(shell) })}\n` : completionScript(shell)),
    );
  program
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .action(async (words: string[]) => print(linesOf(await answer(program, workspaceRoot, words))));
}

/** Completes words. A mistake in a sweep file, or a folder outside of a workspace, gives no candidates. */
async function answer(
  program: Command,
  workspaceRoot: string,
  words: readonly string[],
): Promise<readonly Candidate[]> {
  try {
    return await complete(verbsOf(program), words, createLookups(workspaceRoot));
  } catch (error) {
    if (error instanceof Mistake) return [];
    throw error;
  }
}

/** A line for each candidate. Those that a shell would not take as one word are left out: no usual name has such characters. */
const linesOf = (candidates: readonly Candidate[]): string =>
  candidates
    .filter(({ value }) => /^[\p{L}\p{N}@/._+=~-]+$/u.test(value))
    .map(({ value, about = '' }) => `${value}\t${escapeControl(about)}\n`)
    .join('');

/** The verbs as completion needs them, from commander. */
export const verbsOf = (program: Command): CompletedVerb[] =>
  program.commands
    .filter((command) => !command.name().startsWith('__'))
    .map((command) => ({
      value: command.name(),
      about: command.description(),
      options: command.options.flatMap(toOption),
      project: /\bproject\b/.test(usageOf(command)),
      trials: /\btrial\b/.test(usageOf(command)),
    }));

const usageOf = (command: Command): string =>
  `${command.usage()} ${command.registeredArguments.map((argument) => argument.name()).join(' ')}`;

const toOption = ({ long, description, required, optional, argChoices = [] }: Option): CompletedVerb['options'] =>
  long === null || long === undefined
    ? []
    : [{ value: long, about: description, takesValue: required || optional, choices: argChoices }];

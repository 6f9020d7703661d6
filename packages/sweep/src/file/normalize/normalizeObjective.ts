import { defined, type Space } from '@nx-tune/search';

import type { ObjectiveDefinition } from '../../trial/trial.js';
import type { FileFinding, Normalized } from '../finding.js';
import { pathProblem, plainPath } from '../nameRules.js';
import { showValue } from '../problem.js';
import type { SweepFile } from '../schema/sweepKeys.js';
import { macroFindings } from './commandMacros.js';

/** W&B's own default for a file with a `program` alone. */
const defaultCommand = ['${env}', '${interpreter}', '${program}', '${args}'];

/** The module or the command that a sweep tunes. `space` is absent if the file's parameters have mistakes. */
export function normalizeObjective(
  file: SweepFile,
  space: Space | undefined,
  isWandb: boolean,
): Normalized<ObjectiveDefinition> {
  const { objective, program, command, wandb } = file;
  if (objective !== undefined) return normalizeModule(objective, program ?? command, wandb);
  if (program === undefined && command === undefined) {
    return {
      problems: [
        {
          at: [],
          rule: 'a sweep needs "objective", "program" or "command"',
          found: 'it has none of them',
          remedy: 'Add "objective: ./src/objective.ts".',
        },
      ],
    };
  }
  const words = (command ?? defaultCommand).map(String);
  const macros = macroFindings(words, file, isWandb, space);
  const odd = program !== undefined && /[\\\p{Cc}]/u.test(program) ? [oddProgram(program)] : [];
  const absent = program === undefined && words.some((word) => word.includes('${program}'));
  const problems = [...macros, ...odd, ...(absent ? [programNeeded] : [])];
  if (problems.length > 0) return { problems };
  const dialect = isWandb && program === undefined ? ('wandb' as const) : undefined;
  return { value: { kind: 'command', command: words, ...defined({ program, dialect, wandb }) } };
}

function normalizeModule(objective: string, other: unknown, wandb: unknown): Normalized<ObjectiveDefinition> {
  if (other !== undefined) {
    return {
      problems: [
        {
          at: ['objective'],
          rule: '"objective" cannot be combined with "program" or "command"',
          found: 'both are given',
          remedy: 'Keep one of them.',
        },
      ],
    };
  }
  if (wandb !== undefined) {
    return {
      problems: [
        {
          at: ['wandb'],
          rule: '"wandb: shim" needs "program" or "command"',
          found: 'the objective is a module',
          remedy: 'Remove it: a module returns its metrics.',
        },
      ],
    };
  }
  const problem = pathFinding('objective', objective) ?? otherLanguage(objective);
  return problem === undefined ? { value: { kind: 'module', path: plainPath(objective) } } : { problems: [problem] };
}

/** The interpreters of scripts that can be no module. */
const interpreters: Readonly<Record<string, string>> = {
  py: 'python3',
  sh: 'sh',
  R: 'Rscript',
  r: 'Rscript',
  jl: 'julia',
  rb: 'ruby',
};

function otherLanguage(objective: string): FileFinding | undefined {
  const interpreter = interpreters[/\.(\w+)$/.exec(objective)?.[1] ?? ''];
  return interpreter === undefined
    ? undefined
    : {
        at: ['objective'],
        rule: '"objective" must be a module in JavaScript or TypeScript',
        found: `${showValue(objective)} is not`,
        remedy: `Write "command: [${interpreter}, ${plainPath(objective)}, '\${args}']" instead.`,
      };
}

function pathFinding(key: string, path: string): FileFinding | undefined {
  const why = pathProblem(path);
  return why === undefined
    ? undefined
    : { at: [key], rule: `"${key}" must be a path inside the project`, found: `${showValue(path)} is not: ${why}` };
}

const oddProgram = (program: string): FileFinding => ({
  at: ['program'],
  rule: '"program" must have neither a backslash nor a control character',
  found: `it is ${showValue(program)}`,
});

const programNeeded: FileFinding = {
  at: ['command'],
  rule: '${program} in "command" needs the key "program"',
  remedy: 'Add "program: train.py".',
};

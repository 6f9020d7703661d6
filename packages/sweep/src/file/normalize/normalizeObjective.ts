import type { Space } from '@nx-tune/search';

import type { ObjectiveDefinition } from '../../trial/trial.js';
import type { FileFinding, Normalized } from '../finding.js';
import { pathProblem, plainPath } from '../nameRules.js';
import { showValue } from '../problem.js';
import type { SweepFile } from '../schema/sweepKeys.js';
import { macroFindings } from './commandMacros.js';

/** W&B's own default for a file with a `program` alone. */
const defaultCommand = ['${env}', '${interpreter}', '${program}', '${args}'];

/** The module or the command that a sweep tunes. `space` is absent if the file's parameters have mistakes. */
export function normalizeObjective(file: SweepFile, space: Space | undefined): Normalized<ObjectiveDefinition> {
  const { objective, program, command } = file;
  if (objective !== undefined) return normalizeModule(objective, program ?? command);
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
  const macros = macroFindings(words, file, space);
  const path = program === undefined ? undefined : pathFinding('program', program);
  const absent = program === undefined && words.some((word) => word.includes('${program}'));
  const problems = [...macros, ...(path === undefined ? [] : [path]), ...(absent ? [programNeeded] : [])];
  return problems.length > 0
    ? { problems }
    : { value: { kind: 'command', command: words, ...(program === undefined ? {} : { program: plainPath(program) }) } };
}

function normalizeModule(objective: string, other: unknown): Normalized<ObjectiveDefinition> {
  if (other !== undefined) {
    return {
      problems: [
        {
          at: ['objective'],
          rule: '"objective" cannot be combined with "program" or "command"',
          found: 'both are there',
          remedy: 'Keep one of them.',
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

const programNeeded: FileFinding = {
  at: ['command'],
  rule: '${program} in "command" needs the key "program"',
  remedy: 'Add "program: train.py".',
};

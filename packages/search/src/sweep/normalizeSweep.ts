import { type Ladder, usualStarts } from '../rungs/ladder.js';
import { normalizeLadder } from '../rungs/normalizeLadder.js';
import { normalizeRestrictions } from '../space/normalizeRestrictions.js';
import { normalizeSpace } from '../space/normalizeSpace.js';
import { normalizeStop, type Stop } from '../stop/normalizeStop.js';
import type { Objective } from '../trial/trial.js';
import { pathProblem } from './nameRules.js';
import { normalizeWarmStart } from './normalizeWarmStart.js';
import { showValue } from './problem.js';
import type { DeclaredInput, Limits, Resources, Sweep } from './sweep.js';
import { adaptiveMethodNames, isAdaptive, type SweepFile } from './sweepFile.js';

/** A broken relation between keys, with the path of the key that it is about. */
export interface Finding {
  readonly at: readonly PropertyKey[];
  readonly rule: string;
  readonly found?: string;
  readonly remedy?: string;
}
export type Found<T> =
  | { readonly value: T; readonly problems?: undefined }
  | { readonly value?: undefined; readonly problems: readonly Finding[] };

const defaultRunCap = 20;
const defaultMaxTrials = 10_000;
const defaultGeneration = 4;

/** Fills in the defaults of a sweep file of the right shape and checks what one key demands of another. */
export function normalizeSweep(
  name: string,
  file: SweepFile,
  isFloat: (path: readonly PropertyKey[]) => boolean,
): Found<Sweep> {
  const objective = normalizeObjective(file);
  const inputs = (file.inputs ?? []).map(normalizeInput);
  const { space, problems } = normalizeSpace(file, isFloat);
  const restrictions = problems.length > 0 ? { value: {} } : normalizeRestrictions(file, space);
  const ladder = normalizeLadder(file);
  const stop = normalizeStop(file);
  const warm = problems.length > 0 ? { value: {} } : normalizeWarmStart(name, file, space);
  const found = [
    ...[objective, ...inputs, warm].flatMap((part) => part.problems ?? []),
    ...problems,
    ...('problems' in restrictions ? restrictions.problems : []),
    ...learningProblems(file),
    ...('problem' in ladder ? [ladder.problem] : []),
    ...('problem' in stop ? [stop.problem] : []),
  ];
  if (found.length > 0 || objective.value === undefined) return { problems: found };
  const rungs = 'ladder' in ladder && ladder.ladder !== undefined ? { ladder: ladder.ladder } : {};
  const runCap = file.run_cap ?? (file.method === 'grid' ? undefined : usualCap(rungs.ladder));
  return {
    value: {
      name,
      objective: objective.value,
      method: file.method,
      metric: { name: file.metric.name, goal: file.metric.goal ?? 'minimize' },
      unstable: Object.entries(file.metrics ?? {}).flatMap(([metric, { deterministic }]) =>
        deterministic ? [] : [metric],
      ),
      space,
      ...('value' in restrictions ? restrictions.value : {}),
      seed: String(file.seed ?? 0),
      ...warm.value,
      ...(runCap === undefined ? {} : { runCap }),
      maxTrials: file.max_trials ?? defaultMaxTrials,
      generation: file.generation ?? defaultGeneration,
      ...rungs,
      ...('stop' in stop && stop.stop !== undefined ? stopOf(stop.stop) : {}),
      ...(file.curves === true ? { curves: true } : {}),
      inputs: inputs.flatMap((input) => (input.problems === undefined ? [input.value] : [])),
      isolation: file.isolation ?? (objective.value.kind === 'module' ? 'thread' : 'process'),
      limits: normalizeLimits(file),
      onCrash: file.on_crash ?? 'fail',
      resources: normalizeResources(file),
      ...(file.shards === undefined ? {} : { shards: file.shards }),
      notices: noticesOf(file),
    },
  };
}

const stopOf = ({ rule, medianOf }: Stop): Pick<Sweep, 'stop' | 'medianOf'> => ({
  stop: rule,
  ...(medianOf === undefined ? {} : { medianOf }),
});

const usualCap = (ladder: Ladder | undefined): number => (ladder === undefined ? defaultRunCap : usualStarts(ladder));

/** What goes with methods that learn, and what does not. */
function learningProblems({ method, generation, shards }: SweepFile): Finding[] {
  const learns = isAdaptive(method);
  if (learns && shards !== undefined)
    return [
      {
        at: ['shards'],
        rule: `"${method}" learns from all trials before, so they cannot be split in advance`,
        found: `shards is ${shards}`,
        remedy: 'Remove "shards", or use "method: sobol".',
      },
    ];
  if (!learns && generation !== undefined)
    return [
      {
        at: ['generation'],
        rule: '"generation" is for methods that learn',
        found: `the method is ${method}`,
        remedy: `Remove it, or use "method: ${adaptiveMethodNames[0]}".`,
      },
    ];
  return [];
}

function normalizeLimits({ timeout, memory, retries = 0, fail_fast }: SweepFile): Limits {
  return {
    ...(timeout === undefined ? {} : { timeoutMs: Math.ceil(timeout * 1000) }),
    ...(memory === undefined ? {} : { memoryMb: memory }),
    retries,
    ...(fail_fast === undefined ? {} : { failFast: fail_fast }),
  };
}

function normalizeResources({ resources: { cpus, gpus } = {} }: SweepFile): Resources {
  return { ...(cpus === undefined ? {} : { cpus }), ...(gpus === undefined ? {} : { gpus }) };
}

/** W&B's own default for a file with a `program` alone. */
const defaultCommand = ['${env}', '${interpreter}', '${program}', '${args}'];

function normalizeObjective(file: SweepFile): Found<Objective> {
  const { objective, program, command } = file;
  if (objective !== undefined) return normalizeModule(objective, program ?? command);
  if (program === undefined && command === undefined) {
    return {
      problems: [
        {
          at: [],
          rule: 'a sweep needs "objective", "program" or "command"',
          found: 'it has none',
          remedy: 'Add "objective: ./src/objective.ts".',
        },
      ],
    };
  }
  const words = (command ?? defaultCommand).map(String);
  const unknown = words.flatMap((word, index) => unknownMacros(word).map((macro) => macroProblem(macro, index)));
  const path = program === undefined ? undefined : pathFinding('program', program);
  const absent = program === undefined && words.some((word) => word.includes('${program}'));
  const problems = [...unknown, ...(path === undefined ? [] : [path]), ...(absent ? [programNeeded] : [])];
  return problems.length > 0
    ? { problems }
    : { value: { kind: 'command', command: words, ...(program === undefined ? {} : { program: plain(program) }) } };
}

function normalizeModule(objective: string, other: unknown): Found<Objective> {
  if (other !== undefined) {
    return {
      problems: [
        {
          at: ['objective'],
          rule: '"objective" stands alone',
          found: '"program" or "command" stands beside it',
          remedy: 'Keep one of them.',
        },
      ],
    };
  }
  const problem = pathFinding('objective', objective);
  return problem === undefined ? { value: { kind: 'module', path: plain(objective) } } : { problems: [problem] };
}

function pathFinding(key: string, path: string): Finding | undefined {
  const why = pathProblem(path);
  return why === undefined
    ? undefined
    : { at: [key], rule: `"${key}" must be a path inside the project`, found: `${showValue(path)} is not: ${why}` };
}

/** `./src/objective.ts` and `src//objective.ts` are the same file, hence the same trials. */
const plain = (path: string): string =>
  path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');

const macros = new Set([
  'env',
  'interpreter',
  'program',
  'args',
  'args_no_hyphens',
  'args_no_boolean_flags',
  'args_json',
  'args_json_file',
]);

function unknownMacros(word: string): string[] {
  const names = [...word.matchAll(/\$\{([^}]*)\}/g)].map(([, name = '']) => name);
  return names.filter((name) => !macros.has(name) && !/^envvar:[A-Za-z_][A-Za-z0-9_]*$/.test(name));
}

const macroProblem = (macro: string, index: number): Finding => ({
  at: ['command', index],
  rule: `unknown macro \${${macro}}`,
  remedy: `Known ones: ${[...macros].map((name) => `\${${name}}`).join(' ')} \${envvar:NAME}.`,
});

const programNeeded: Finding = {
  at: ['command'],
  rule: '${program} in "command" needs the key "program"',
  remedy: 'Add "program: train.py".',
};

function normalizeInput(input: string | { readonly env: string }, index: number): Found<DeclaredInput> {
  const at = ['inputs', index];
  if (typeof input !== 'string') return envInput(input.env, [...at, 'env']);
  const workspace = input.startsWith('{workspaceRoot}/');
  const glob = input.replace(/^\{(workspaceRoot|projectRoot)\}\//, '');
  const why =
    pathProblem(glob) ??
    tokenProblem(glob) ??
    (glob.startsWith('!') ? 'it excludes' : undefined) ??
    (plain(glob) === '' ? 'it is empty' : undefined);
  if (why === undefined)
    return { value: { kind: 'files', glob: plain(glob), from: workspace ? 'workspace' : 'project' } };
  return {
    problems: [
      {
        at,
        rule: 'an input is a path or glob inside the project, {workspaceRoot}/..., or { env: NAME }',
        found: `${showValue(input)} is not: ${why}`,
      },
    ],
  };
}

/** Nx would replace `{projectName}` and its like; a set such as `{csv,json}` has a comma. */
function tokenProblem(glob: string): string | undefined {
  const token = /\{[^{},]*\}/.exec(glob)?.[0];
  return token === undefined
    ? undefined
    : `${token} has a meaning only at its beginning, as {projectRoot}/ or {workspaceRoot}/`;
}

function envInput(name: string, at: readonly PropertyKey[]): Found<DeclaredInput> {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return { value: { kind: 'env', name } };
  return {
    problems: [
      {
        at,
        rule: 'an environment variable\'s name is made of letters, digits and "_"',
        found: `it is ${showValue(name)}`,
      },
    ],
  };
}

function noticesOf(file: SweepFile): string[] {
  const ignored = (['name', 'project', 'entity'] as const)
    .filter((key) => file[key] !== undefined)
    .map((key) => `"${key}" has no meaning here`);
  const late =
    file.early_terminate === undefined || file.budget !== undefined
      ? []
      : [
          '"early_terminate" needs "budget: { name: epochs }" and an objective that keeps to it: every trial runs to its end',
        ];
  const target = file.metric.target === undefined ? [] : ['"metric.target" is not used: every trial runs'];
  const cap = file.run_cap === undefined && file.method !== 'grid' ? [noCap(file)] : [];
  return [...ignored, ...late, ...target, ...cap, ...exponentNotices(file)];
}

function noCap(file: SweepFile): string {
  const { ladder } = normalizeLadder(file) as { readonly ladder?: Ladder };
  return `no "run_cap": ${usualCap(ladder)} ${ladder === undefined ? 'trials' : 'configurations'}`;
}

/** The classical slip with W&B's names: values given to a distribution that takes exponents. */
function exponentNotices(file: SweepFile): string[] {
  const slips = Object.entries(file.parameters).filter(
    ([, { distribution, min = 0, max = 0 }]) => distribution?.endsWith('log_uniform') === true && min > 0 && max <= 1,
  );
  return slips.map(
    ([name, { distribution, min, max }]) =>
      `${name}: ${distribution} takes exponents of e, and ${min} to ${max} look like values; ${distribution}_values takes values`,
  );
}

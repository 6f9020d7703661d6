import type { Json, JsonObject } from '@nx-tune/search';
import { sweepTarget } from '@nx-tune/sweep';

import { shellWord } from '../../escape/shellWord.js';
import type { ParamsAccess } from './paramsAccess.js';
import { suggestedParameters } from './suggestedParameters.js';
import type { SweepDraft } from './sweepDraft.js';

/** A key of the sweep file, with a note for the reader. */
export interface SweepEntry {
  readonly key: string;
  readonly value: Json;
  readonly note?: string;
  /** The entries of a mapping that is written with one key per line. */
  readonly entries?: readonly SweepEntry[];
}

/** Lists the keys of the example's sweep file, in the order in which people read it. */
export function sweepEntries(draft: SweepDraft): SweepEntry[] {
  const { method, metric } = draft;
  const ofScript = suggestedParameters(draft.objective.options, method);
  const parameters = ofScript.length > 0 ? ofScript : exampleParameters(draft);
  return [
    ...objectiveEntries(draft),
    { key: 'method', value: method, note: methodNotes[method] },
    ...(method === 'grid'
      ? []
      : [{ key: 'run_cap', value: 20, note: method === 'lhs' ? 'The number of trials.' : raiseIt }]),
    { key: 'metric', value: { name: metric.name, goal: metric.goal } },
    {
      key: 'parameters',
      value: Object.fromEntries(parameters.map(({ key, value }) => [key, value])),
      note:
        ofScript.length > 0
          ? `The search space, as ${draft.objective.path} declares its options. Check each range, and remove what you do not tune.`
          : 'The search space. Each trial gets one value of each parameter.',
      entries: parameters,
    },
    { key: 'seed', value: 1, note: 'Fixes everything that is random, here and in the objective.' },
  ];
}

const raiseIt = 'The number of trials. You can raise it later: trials that have already run are restored.';

const learns = 'Learns from results: proposes four trials at a time, based on all earlier ones.';
const others = '"grid" tries every combination of values; "bayes" learns from results.';
const methodNotes: Readonly<Record<SweepDraft['method'], string>> = {
  grid: 'Every combination of values. "random" draws from ranges; "bayes" learns from results.',
  random: `Independent random points. ${others}`,
  sobol: `Like random, but spread more evenly. ${others}`,
  halton: `Like random, but spread more evenly. ${others}`,
  lhs: `A Latin hypercube: changing "run_cap" changes every point. ${others}`,
  bayes: learns,
  tpe: learns,
  gp: learns,
  'cma-es': learns,
  'nelder-mead': learns,
  nsga2: learns,
};

function objectiveEntries({ project, name, objective: { language, path, access, options } }: SweepDraft): SweepEntry[] {
  if (language === 'python' || language === 'command')
    return [
      {
        key: 'command',
        value: [...commandOf(path), ...argumentsFor(access), ...seedFor(options)],
        note: `Run it with: nx ${sweepTarget(name)} ${shellWord(project)}. The command ${accessNote(access)} and prints its metrics as JSON in its last line.`,
      },
    ];
  return [
    {
      key: 'objective',
      value: `./${path}`,
      note: `Run it with: nx ${sweepTarget(name)} ${shellWord(project)}. The module's default export takes the params of a trial and returns its metrics.`,
    },
  ];
}

/** A script that needs no arguments mostly ignores them; one that needs them gives the same result each time without. */
const argumentsFor = (access: ParamsAccess): string[] =>
  access.kind === 'environment' ? [] : [access.kind === 'arguments' ? access.macro : '${args}'];

/** A script with an option for its seed gets that of the sweep. */
const seedFor = (options: SweepDraft['objective']['options']): string[] =>
  options.some(({ name }) => name === 'seed') ? ['--seed=${seed}'] : [];

function accessNote(access: ParamsAccess): string {
  if (access.kind === 'environment') return 'reads the params of a trial from TUNE_PARAMS';
  if (access.kind === 'unknown')
    return 'gets the params of a trial as arguments, such as --rate=0.1, and in TUNE_PARAMS as JSON (how it reads them could not be seen: remove ${args} if it takes no arguments)';
  const example = access.macro === '${args_no_hyphens}' ? 'rate=0.1' : '--rate=0.1';
  return `gets the params of a trial as arguments, such as ${example}, since it uses ${access.by},`;
}

const interpreters: Readonly<Record<string, string>> = {
  py: 'python3',
  mjs: 'node',
  cjs: 'node',
  js: 'node',
  sh: 'sh',
  R: 'Rscript',
  jl: 'julia',
};

/** A script with its interpreter, or an executable file: its path includes a folder, or else it would be looked up on the `PATH`. */
function commandOf(path: string): string[] {
  const interpreter = interpreters[/\.(\w+)$/.exec(path)?.[1] ?? ''];
  return interpreter === undefined ? [`./${path}`] : [interpreter, path];
}

/** Methods that draw or learn take ranges; a grid takes values. */
function exampleParameters({ method }: SweepDraft): SweepEntry[] {
  const epochs: SweepEntry = { key: 'epochs', value: { value: 30 }, note: 'A constant.' };
  if (method === 'grid')
    return [
      { key: 'rate', value: { values: [0.01, 0.03, 0.1, 0.3] } },
      { key: 'momentum', value: { values: [0, 0.5, 0.9] } },
      epochs,
    ];
  return [
    {
      key: 'rate',
      value: range('log_uniform_values', 0.001, 1),
      note: 'On a logarithmic scale: as many trials between 0.001 and 0.01 as between 0.1 and 1.',
    },
    { key: 'momentum', value: range('uniform', 0, 0.95) },
    epochs,
  ];
}

const range = (distribution: string, min: number, max: number): JsonObject => ({ distribution, min, max });

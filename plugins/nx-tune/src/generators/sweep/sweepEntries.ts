import type { Json, JsonObject } from '@nx-tune/search';
import { sweepTarget } from '@nx-tune/sweep';

import type { SweepDraft } from './sweepDraft.js';

/** A key of the sweep file, with what a reader should know of it. */
export interface SweepEntry {
  readonly key: string;
  readonly value: Json;
  readonly note?: string;
  /** Those of a mapping that is written one key a line. */
  readonly entries?: readonly SweepEntry[];
}

/** The sweep of an example, key by key, in the order in which people read it. */
export function sweepEntries(draft: SweepDraft): SweepEntry[] {
  const { method, metric } = draft;
  const parameters = parameterEntries(draft);
  return [
    ...objectiveEntries(draft),
    { key: 'method', value: method, note: methodNotes[method] },
    ...(method === 'grid'
      ? []
      : [{ key: 'run_cap', value: 20, note: method === 'lhs' ? 'How many trials.' : raiseIt }]),
    { key: 'metric', value: { name: metric.name, goal: metric.goal } },
    {
      key: 'parameters',
      value: Object.fromEntries(parameters.map(({ key, value }) => [key, value])),
      note: 'The search space. The objective gets one value of each.',
      entries: parameters,
    },
    { key: 'seed', value: 1, note: 'Of all that is drawn, here and in the objective.' },
  ];
}

const raiseIt = 'How many trials. Raise it later: those that are there are restored.';

const learns = 'Learns: four trials at a time are proposed from all results before them.';
const others = '"grid" tries every combination, "bayes" learns from results.';
const methodNotes: Readonly<Record<SweepDraft['method'], string>> = {
  grid: 'Every combination. "random" draws from ranges, "bayes" learns from results.',
  random: `Independent points. ${others}`,
  sobol: `Random, but evener. ${others}`,
  halton: `Random, but evener. ${others}`,
  lhs: `A Latin hypercube: another "run_cap" is another design. ${others}`,
  bayes: learns,
  tpe: learns,
  gp: learns,
  'cma-es': learns,
  'nelder-mead': learns,
};

function objectiveEntries({ project, name, objective: { language, path } }: SweepDraft): SweepEntry[] {
  if (language === 'python' || language === 'command')
    return [
      {
        key: 'command',
        value: commandOf(path),
        note: `Run it: nx ${sweepTarget(name)} ${project}. The command finds the params of a trial in TUNE_PARAMS; the last line it prints is metrics, as JSON.`,
      },
    ];
  return [
    {
      key: 'objective',
      value: `./${path}`,
      note: `Run it: nx ${sweepTarget(name)} ${project}. The module's default export takes the params of a trial and returns its metrics.`,
    },
  ];
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

/** A script with what runs it, or a file that is run by itself: with a folder, or else it would be looked for on the `PATH`. */
function commandOf(path: string): string[] {
  const interpreter = interpreters[/\.(\w+)$/.exec(path)?.[1] ?? ''];
  return interpreter === undefined ? [`./${path}`] : [interpreter, path];
}

/** A method that learns, or draws, takes ranges; a grid takes values. */
function parameterEntries({ method }: SweepDraft): SweepEntry[] {
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
      note: 'As many trials from 0.001 to 0.01 as from 0.1 to 1.',
    },
    { key: 'momentum', value: range('uniform', 0, 0.95) },
    epochs,
  ];
}

const range = (distribution: string, min: number, max: number): JsonObject => ({ distribution, min, max });

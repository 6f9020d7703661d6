import {
  type Json,
  recommend,
  type Recommendation,
  type SgdGoal,
  type Space,
  type TheoryProblem,
} from '@nx-tune/search';

import type { FileFinding, Normalized } from '../finding.js';
import type { BaselineEntry, TheoryEntry } from '../schema/baselineEntry.js';
import { showValue } from '../problem.js';
import { theoryNote } from './theoryNote.js';

type Key = readonly PropertyKey[];

/** The values that theory recommends, by label, and what is to be said of them. */
interface Computed {
  readonly values: ReadonlyMap<string, Json>;
  readonly note?: string;
  readonly source?: string;
}

/** Computes step size and momentum, if a baseline asks theory for them. */
export function theoryParams(space: Space, { theory, note, source }: BaselineEntry, key: Key): Normalized<Computed> {
  if (theory === undefined) return { value: { values: new Map() } };
  const at = [...key, 'theory'];
  const problem = theoryProblem(theory, at);
  if (problem.problems !== undefined) return { problems: problem.problems };
  const found = recommend(problem.value);
  const names = parameterNames(space, theory, found, at);
  if (names.problems !== undefined) return { problems: names.problems };
  const unsound = unsoundProblem(theory, found, at);
  if (unsound !== undefined) return { problems: [unsound] };
  const { stepSize, momentum } = names.value;
  const values = new Map([[stepSize, found.stepSize]]);
  if (momentum !== undefined) values.set(momentum, found.momentum);
  const text = theoryNote(problem.value, found);
  return { value: { values, note: note === undefined ? text : `${note}: ${text}`, source: source ?? found.source } };
}

/** Curvatures may be so small or so large that no number is left of what follows from them. */
function unsoundProblem(entry: TheoryEntry, { stepSize, momentum }: Recommendation, at: Key): FileFinding | undefined {
  if (Number.isFinite(stepSize) && stepSize > 0 && Number.isFinite(momentum)) return undefined;
  const given = (['mu', 'L', 'noise', 'target', 'initial_gap'] as const).filter((key) => entry[key] !== undefined);
  return {
    at,
    rule: 'theory must give a step size above 0 and a finite momentum',
    found: `step size ${stepSize} and momentum ${momentum} follow from ${given.map((key) => `${key} ${entry[key]}`).join(', ')}`,
    remedy: 'Measure them with "nx-tune theory".',
  };
}

/** Checks what one key of `theory` demands of another. */
function theoryProblem(entry: TheoryEntry, at: Key): Normalized<TheoryProblem> {
  const { method, mu, L, noise, target, steps, initial_gap } = entry;
  const problem = (key: string, rule: string, found: string, remedy: string): Normalized<TheoryProblem> => ({
    problems: [{ at: [...at, key], rule, found, remedy }],
  });
  if (L < mu) return problem('L', '"L" must be at least "mu"', `mu is ${mu} and L is ${L}`, 'Swap them.');
  if (method !== 'sgd') {
    const other = Object.entries({ noise, target, steps, initial_gap }).find(([, value]) => value !== undefined)?.[0];
    return other === undefined
      ? { value: { method, mu, L } }
      : problem(other, `"${other}" is only for sgd`, `the method is ${method}`, 'Remove it, or use "method: sgd".');
  }
  if (noise === undefined)
    return problem('method', 'sgd needs "noise", the variance of its gradients', 'it is missing', noiseRemedy);
  const goal = goalOf(entry);
  if (goal === undefined)
    return problem(
      'method',
      'sgd needs a goal: either "target", or "steps" and "initial_gap"',
      describeGoal(entry),
      'Add for example "target: 0.001", the gap to the optimum that is good enough.',
    );
  return { value: { method, mu, L, noise, goal } };
}

const noiseRemedy = 'Estimate it as the mean of ‖g − mean of g‖² over gradients of single batches.';

function goalOf({ target, steps, initial_gap: initialGap }: TheoryEntry): SgdGoal | undefined {
  if (target !== undefined) return steps === undefined && initialGap === undefined ? { target } : undefined;
  return steps === undefined || initialGap === undefined ? undefined : { steps, initialGap };
}

function describeGoal(entry: TheoryEntry): string {
  const given = (['target', 'steps', 'initial_gap'] as const).filter((key) => entry[key] !== undefined);
  return given.length === 0 ? 'neither is given' : `there is ${given.map((key) => `"${key}"`).join(' and ')}`;
}

interface Names {
  readonly stepSize: string;
  readonly momentum: string | undefined;
}

/** The names by which parameters for step size and momentum are known. */
export const usualTheoryNames = {
  step_size: ['stepSize', 'step_size', 'lr', 'learning_rate', 'learningRate'],
  momentum: ['momentum', 'beta'],
} as const;
type Role = keyof typeof usualTheoryNames;

/** The parameters that get the values: those that are named, or else those with usual names. */
function parameterNames(space: Space, entry: TheoryEntry, { momentum }: Recommendation, at: Key): Normalized<Names> {
  const labels = [...new Set(space.filter(({ path }) => path.length > 0).map(({ path }) => path.join('.')))];
  const roles = (['step_size', 'momentum'] as const).map((role) => nameFor(role, labels, entry, at));
  const problems = roles.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) return { problems };
  const [step, moment] = roles.map(({ name }) => name);
  const missing = step === undefined ? 'step_size' : moment === undefined && momentum > 0 ? 'momentum' : undefined;
  if (missing !== undefined || step === undefined)
    return { problems: [unnamed(missing ?? 'step_size', labels, entry, at)] };
  if (step === moment) return { problems: [oneForBoth(step, at)] };
  return { value: { stepSize: step, momentum: moment } };
}

const oneForBoth = (label: string, at: Key): FileFinding => ({
  at: [...at, 'parameters'],
  rule: 'step size and momentum must be two parameters',
  found: `both are ${label}`,
});

function nameFor(
  role: Role,
  labels: readonly string[],
  { parameters = {} }: TheoryEntry,
  at: Key,
): { readonly name?: string; readonly problem?: FileFinding } {
  const named = parameters[role];
  if (named !== undefined)
    return labels.includes(named)
      ? { name: named }
      : {
          problem: {
            at: [...at, 'parameters', role],
            rule: `unknown parameter ${showValue(named)}`,
            remedy: `Parameters: ${labels.join(', ')}.`,
          },
        };
  const known = labels.filter((label) =>
    (usualTheoryNames[role] as readonly string[]).includes(label.split('.').at(-1) ?? ''),
  );
  const [first, ...others] = known;
  if (first === undefined) return {};
  if (others.length === 0) return { name: first };
  return {
    problem: {
      at,
      rule: `"theory" must know which parameter is the ${words[role]}`,
      found: `it may be ${known.join(' or ')}`,
      remedy: `Write "parameters: { ${role}: ${first} }".`,
    },
  };
}

const words: Readonly<Record<Role, string>> = { step_size: 'step size', momentum: 'momentum' };

function unnamed(role: Role, labels: readonly string[], { method }: TheoryEntry, at: Key): FileFinding {
  return {
    at,
    rule: `${method} needs a parameter for its ${words[role]}`,
    found: `none is called ${usualTheoryNames[role].join(', ')}`,
    remedy: `Write "parameters: { ${role}: NAME }" with one of ${labels.join(', ')}.`,
  };
}

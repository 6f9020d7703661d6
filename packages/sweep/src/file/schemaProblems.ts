import { didYouMean } from '@nx-tune/search';
import type { z } from 'zod';

import { type Problem, showValue } from './problem.js';
import { keysAt } from './schema/keysAt.js';
import type { LayeredSource } from './extends/readLayers.js';
import { valueAt } from './valueAt.js';

type Issue = z.core.$ZodIssue;

/** The value that was read, and its position. */
type Places = Pick<LayeredSource, 'value' | 'placeOf'>;

/** Turns zod's issues into problems with a line, a rule, the value and a remedy. */
export function schemaProblems(source: Places, issues: readonly Issue[], schema: z.ZodType): Problem[] {
  return issues.flatMap(withinAlternative).flatMap((issue) => problemsOf(issue, source, schema));
}

/** Returns the problems inside a value, where it has the shape of just one alternative of a union. */
function withinAlternative(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const isInside = (inner: Issue): boolean => inner.path.length > 0 || inner.code === 'unrecognized_keys';
  const [alike, ...others] = issue.errors.filter((issues) => issues.length > 0 && issues.every(isInside));
  if (alike === undefined || others.length > 0) return [issue];
  return alike.flatMap((inner) => withinAlternative({ ...inner, path: [...issue.path, ...inner.path] }));
}

function problemsOf(issue: Issue, source: Places, schema: z.ZodType): Problem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey([...issue.path, key], key, source, keysAt(schema, issue.path)));
  const value = valueAt(source.value, issue.path);
  const at = { ...source.placeOf(issue.path), path: dotted(issue.path) };
  if (value === undefined)
    return [{ ...at, rule: `${quote(issue.path.at(-1))} is required`, ...requiredRemedy(issue) }];
  return [{ ...at, rule: ruleOf(issue, value), found: `it is ${showValue(value)}`, ...remedyOf(issue, value) }];
}

function unknownKey(path: readonly PropertyKey[], key: string, source: Places, known: readonly string[]): Problem {
  const remedy = didYouMean(key, known) ?? `Known keys: ${known.join(', ')}.`;
  return { ...source.placeOf(path), path: dotted(path), rule: `unknown key ${showValue(key)}`, remedy };
}

function ruleOf(issue: Issue, value: unknown): string {
  const name = quote(issue.path.at(-1));
  if (typeof value === 'number' && !Number.isFinite(value)) return `${name} must be a finite number`;
  switch (issue.code) {
    case 'invalid_value':
      return `${name} must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.origin === 'array' || issue.origin === 'string'
        ? `${name} must not be empty`
        : `${name} must be ${issue.inclusive === true ? 'at least' : 'above'} ${issue.minimum}`;
    case 'too_big':
      return `${name} must be at most ${issue.maximum}`;
    case 'invalid_type':
      return `${name} must be ${typeNames[issue.expected] ?? issue.expected}`;
    case 'invalid_union': {
      const near = nearAlternative(issue, value);
      return near === undefined ? `${name} must be ${unionNames(issue)}` : ruleOf({ ...near, path: issue.path }, value);
    }
    case 'invalid_key':
      return `a name in ${quote(issue.path.at(-2))} must not be empty`;
    default:
      return `${name} is not valid here (${issue.message})`;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  number: 'a finite number',
  int: 'a whole number',
  string: 'a string',
  array: 'a list',
  object: 'a mapping of keys to values',
  record: 'a mapping of keys to values',
  boolean: 'true or false',
};

/** The problem of the one alternative of a union that a value has the type of. */
function nearAlternative({ errors }: Issue & { code: 'invalid_union' }, value: unknown): Issue | undefined {
  const isNear = (issue: Issue): boolean =>
    issue.path.length === 0 &&
    !(issue.code === 'invalid_value' && issue.values.length === 1) &&
    (issue.code !== 'invalid_type' || (issue.expected === 'int' && typeof value === 'number'));
  const near = errors.flatMap((issues) => (issues.length === 1 ? issues.filter(isNear) : []));
  return near.length === 1 ? near[0] : undefined;
}

function unionNames(issue: Issue & { code: 'invalid_union' }): string {
  const names = issue.errors.flatMap((alternative) =>
    alternative.flatMap((inner) => {
      if (inner.code === 'invalid_value' && inner.values.length === 1) return [quote(String(inner.values[0]))];
      return inner.code === 'invalid_type' ? [typeNames[inner.expected] ?? inner.expected] : [];
    }),
  );
  return names.length > 0 ? [...new Set(names)].join(' or ') : 'of a different shape';
}

function remedyOf(issue: Issue, value: unknown): { readonly remedy?: string } {
  if (issue.code === 'invalid_value' && typeof value === 'string') {
    const remedy = didYouMean(value, issue.values.map(String));
    return remedy === undefined ? adaptive(value) : { remedy };
  }
  if (issue.path.at(-1) === 'command' && typeof value === 'string') {
    return { remedy: `Write it as a list: [${value.split(/\s+/).join(', ')}]; no shell parses it.` };
  }
  if (issue.path.length === 1 && issue.path[0] === 'cases' && typeof value === 'string')
    return { remedy: `Write "cases: { files: ${value} }" for files, or "cases: [${value}]" for a value.` };
  return guessedRemedy(issue.path);
}

/** Remedies for keys whose numbers people guess at. */
function guessedRemedy([key, inner]: readonly PropertyKey[]): { readonly remedy?: string } {
  if (key === 'replicates')
    return { remedy: 'Write how often each configuration is run, such as "replicates: 3", or "replicates: auto".' };
  if (key === 'stop_when')
    return {
      remedy: 'Write "stop_when: { expected_gain: 0.001 }", in units of the metric, or "expected_gain: noise".',
    };
  if (key === 'prefer')
    return {
      remedy:
        'Write "prefer: knee", "prefer: { weights: { error: 2, bytes: 1 } }" or "prefer: { order: [error, bytes] }".',
    };
  if (key === 'metrics' && inner === undefined)
    return {
      remedy:
        'Write goals as a list, "metrics: [{ name: error }, { name: bytes }]", or properties by name, "metrics: { seconds: { deterministic: false } }".',
    };
  if (key !== 'replicate_top') return {};
  const remedies: Readonly<Record<string, string>> = {
    count: 'Write how many of the best configurations are run again, such as "count: 3".',
    replicates: 'Write how often each of the best is run in all, such as "replicates: 5".',
  };
  return { remedy: remedies[String(inner)] ?? 'Write "replicate_top: { count: 3, replicates: 5 }".' };
}

/** A remedy for methods that people know by another name. */
function adaptive(value: string): { readonly remedy?: string } {
  if (value === 'custom') return { remedy: 'Use one of these: nothing here runs a scheduler of your own.' };
  return ['bayesian', 'bo', 'optuna', 'hyperopt', 'skopt'].includes(value)
    ? { remedy: 'Use "bayes", which learns from earlier trials.' }
    : {};
}

function requiredRemedy(issue: Issue): { readonly remedy?: string } {
  const examples: Readonly<Record<string, string>> = {
    method: 'Add "method: grid" (or random, sobol, bayes).',
    metric: 'Add "metric: { name: loss, goal: minimize }" with the name of a metric that the objective returns.',
    name: 'Name the metric that the objective returns.',
    parameters: 'Add "parameters:" with at least one name, such as "stepSize: { values: [0.05, 0.1] }".',
  };
  const [key, inner] = issue.path;
  const isTop = issue.path.length === 1 || inner === 'name' || key === 'metrics';
  const remedy = isTop ? examples[String(issue.path.at(-1))] : undefined;
  return remedy === undefined ? {} : { remedy };
}

/** `parameters.stepSize.values[2]` */
export function dotted(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('');
}

const quote = (key: PropertyKey | undefined): string =>
  key === undefined ? 'the file' : typeof key === 'number' ? `element ${key + 1}` : `"${String(key)}"`;

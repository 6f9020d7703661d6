import { didYouMean, isJsonObject, type Json, type JsonObject, pythonStr } from '@nx-tune/search';

import { unnamedMetric } from '../../trial/metric.js';
import { showValue } from '../problem.js';
import { keysAt } from '../schema/keysAt.js';
import { sweepFileSchema } from '../schema/sweepFileSchema.js';
import { dotted } from '../schemaProblems.js';
import type { SweepSource } from '../source.js';
import { valueAt } from '../valueAt.js';
import { pathsOf, without } from './paths.js';
import { withoutUnused } from './withoutUnused.js';

/** A file of W&B as a sweep file of ours that means the same, and what its user should know. */
export interface FromWandb {
  readonly value: Json;
  readonly isFloat: SweepSource['isFloat'];
  readonly notices: readonly string[];
}

/** Keys of W&B's schema that have no meaning here. */
const withoutEffect = new Set(['controller', 'job', 'scheduler', 'image_uri', 'apiVersion', 'kind']);
const withoutEffectInMetric = new Set(['impute', 'impute_while_running']);

/** Reads a file as W&B does. Keys that nobody knows are left out and noted: W&B passes over them. */
export function fromWandb({ value, isFloat, notices = [] }: SweepSource): FromWandb {
  const { value: file, notices: unused } = withoutUnused(numbers(value as JsonObject));
  const isNumber = (path: readonly PropertyKey[]): boolean => isFloat(path) || isExponent(valueAt(value, path));
  const { value: known, notices: strange } = withoutStrangers({ ...unnamed(file), ...spelt(file, isFloat) });
  const unranked = file['metric'] === undefined && known['metric'] !== undefined ? [unnamedNotice] : [];
  return {
    value: known,
    isFloat: isNumber,
    notices: [...notices, ...unused, ...strange, ...unranked, ...exponentNotices(value as JsonObject)],
  };
}

/** W&B needs a metric only where a method learns from it. */
const unnamed = ({ method, early_terminate: terminate, metrics }: JsonObject): JsonObject =>
  !Array.isArray(metrics) && (method === 'grid' || method === 'random') && terminate === undefined
    ? { metric: { name: unnamedMetric } }
    : {};

const unnamedNotice = `there is no "metric", so trials are ranked by the first of theirs by name, shown as "${unnamedMetric}"; add "metric: { name: ..., goal: ... }"`;

/** Spellings that only W&B has. */
function spelt(file: JsonObject, isFloat: SweepSource['isFloat']): JsonObject {
  const { command, metric, parameters } = file;
  const words = Array.isArray(command) ? (command as readonly Json[]) : undefined;
  return {
    ...file,
    ...(words !== undefined && {
      command: words.map((word, index) =>
        typeof word === 'object' && word !== null
          ? word
          : pythonStr(word, 'word', isFloat(['command', index]) ? ['word'] : []),
      ),
    }),
    ...(isJsonObject(metric) && { metric: metricOf(metric) }),
    ...(isJsonObject(parameters) && { parameters: entriesOf(parameters) }),
  };
}

/** W&B's schema has the goals in small letters; many write them with a capital. */
function metricOf(metric: JsonObject): JsonObject {
  const { goal, impute, ...rest } = metric;
  const small = typeof goal === 'string' ? goal.toLowerCase() : goal;
  // Crashed trials count as the worst ones here, too.
  return {
    ...rest,
    ...(small !== undefined && small !== null && { goal: small }),
    ...(impute !== 'worst' && impute !== undefined && { impute }),
  };
}

const entriesOf = (entries: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [name, isJsonObject(entry) ? entryOf(entry) : entry]),
  );

function entryOf(entry: JsonObject): JsonObject {
  const { distribution, parameters } = entry;
  return {
    ...entry,
    ...(distribution === 'categorical_w_probabilities' && { distribution: 'categorical' }),
    ...(isJsonObject(parameters) && { parameters: entriesOf(parameters) }),
  };
}

/** Keys whose text reaches a trial as it is, so that no number is asked for. */
const texts = new Set<PropertyKey>(['value', 'values', 'command', 'points', 'exclude', 'when', 'description', 'name']);

const numbers = (file: JsonObject): JsonObject => numbered(file, []) as JsonObject;

/** Numbers such as `1e-5`, which PyYAML reads as texts. */
function numbered(value: Json, path: readonly PropertyKey[]): Json {
  if (texts.has(path.at(-1) ?? '') && path.at(-2) !== 'parameters') return value;
  if (isExponent(value)) return Number(value.replaceAll('_', ''));
  if (Array.isArray(value)) return (value as readonly Json[]).map((item, index) => numbered(item, [...path, index]));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, numbered(item, [...path, key])]));
}

const isExponent = (value: unknown): value is string =>
  typeof value === 'string' && /^[-+]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)[eE][-+]?\d+$/.test(value);

function exponentNotices(file: JsonObject): string[] {
  return pathsOf(file).flatMap(({ path, value }) => {
    if (path[0] === 'command' || !isExponent(value)) return [];
    return path.some((key) => texts.has(key))
      ? `${dotted(
          path,
        )}: ${value} is a text to W&B's reader, and so it is to the program's TUNE_PARAMS; for a number write ${withPoint(
          value,
        )}`
      : `${dotted(path)}: ${value} is read as a number; W&B's reader wants ${withPoint(value)}`;
  });
}

/** `1e-5` as YAML 1.1 has floats: `1.0e-5`. */
const withPoint = (text: string): string =>
  text.replace(/^([-+]?[\d_]+)(?=[eE])/, '$1.0').replace(/([eE])(?=\d)/, '$1+');

/** Leaves out what neither W&B nor nx-tune knows, and says so, with the key that was most likely meant. */
function withoutStrangers(file: JsonObject): { readonly value: JsonObject; readonly notices: readonly string[] } {
  const parsed = sweepFileSchema.safeParse(file);
  const strangers = (parsed.error?.issues ?? []).flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => ({ at: issue.path, key })) : [],
  );
  return {
    value: strangers.reduce<Json>((rest, { at, key }) => without(rest, [...at, key]), file) as JsonObject,
    notices: strangers.map(({ at, key }) => strangerNotice(at, key)),
  };
}

function strangerNotice(at: readonly PropertyKey[], key: string): string {
  const isKnown = at.length === 0 ? withoutEffect.has(key) : at.join() === 'metric' && withoutEffectInMetric.has(key);
  const name = dotted([...at, key]);
  if (isKnown) return `"${name}" has no effect here`;
  const others = at.length === 0 ? [...withoutEffect, 'project', 'entity', 'name'] : [];
  const near = didYouMean(key, [...keysAt(sweepFileSchema, at), ...others]);
  return `${showValue(name)} is not a key of W&B's, and has no effect${near === undefined ? '' : `. ${near}`}`;
}

import type { MetricValue, StoredResult, TrialRun } from './result.js';

/**
 * Most results have nothing but params without objects, metrics, and the outcome "completed", and most runs nothing but what every run
 * has. These two functions accept such ones and no others, with the same answer as the schemas of `parseResult.ts`, which are ten times
 * as slow and decide on the rest. Values come from `JSON.parse`.
 */
export function plainResult(value: unknown): StoredResult | undefined {
  if (!hasKeys(value, ['id', 'metrics', 'outcome', 'params', 'schemaVersion', 'seed'])) return undefined;
  const { schemaVersion, id, params, seed, outcome, metrics } = value;
  if (schemaVersion !== 1 || typeof id !== 'string' || typeof seed !== 'string') return undefined;
  if (!hasKeys(outcome, ['kind']) || outcome['kind'] !== 'completed') return undefined;
  if (!isRecord(params, isScalar) || !isRecord(metrics, isMetricValue)) return undefined;
  return { schemaVersion, id, params, seed, outcome: { kind: 'completed' }, metrics };
}

/** Returns the value if it is a plain run. */
export function plainRun(value: unknown): TrialRun | undefined {
  if (!hasKeys(value, runKeys, ['inputs', 'cpuMs', 'peakMemoryBytes', 'seal'])) return undefined;
  const { schemaVersion, runId, startedAt, durationMs, cpuMs, peakMemoryBytes, versions, machine, inputs, seal } =
    value;
  const isPlain =
    schemaVersion === 1 &&
    [runId, startedAt].every(isText) &&
    isAmount(durationMs) &&
    [cpuMs, peakMemoryBytes].every((amount) => amount === undefined || isAmount(amount)) &&
    isRecord(versions, isText) &&
    isRecord(machine, isScalar) &&
    (inputs === undefined || isText(inputs)) &&
    (seal === undefined || isPlainSeal(seal));
  if (!isPlain) return undefined;
  const known = {
    schemaVersion,
    runId,
    startedAt,
    durationMs,
    cpuMs,
    peakMemoryBytes,
    versions,
    machine,
    inputs,
    seal,
  };
  for (const key of ['cpuMs', 'peakMemoryBytes', 'inputs', 'seal'] as const) if (!(key in value)) delete known[key];
  return known as unknown as TrialRun;
}

const runKeys = ['durationMs', 'machine', 'runId', 'schemaVersion', 'startedAt', 'versions'];

function isPlainSeal(seal: unknown): boolean {
  if (!hasKeys(seal, ['files'], ['artifacts']) || !isRecord(seal['files'], isText)) return false;
  const { artifacts } = seal;
  return (
    artifacts === undefined ||
    (hasKeys(artifacts, ['bytes', 'digest', 'files']) &&
      [artifacts['bytes'], artifacts['files']].every(isFiniteNumber) &&
      isText(artifacts['digest']))
  );
}

type Fields = Record<string, unknown>;

/** True if a value is an object with all of some keys, perhaps with others, and with nothing else. */
function hasKeys(value: unknown, keys: readonly string[], others: readonly string[] = []): value is Fields {
  if (!isObject(value)) return false;
  const present = Object.keys(value);
  const extra = present.filter((key) => !keys.includes(key));
  return present.length - extra.length === keys.length && extra.every((key) => others.includes(key));
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isRecord<T>(value: unknown, isField: (field: unknown) => field is T): value is Readonly<Record<string, T>> {
  if (!isObject(value)) return false;
  for (const key of Object.keys(value)) if (key === '__proto__' || !isField(value[key])) return false;
  return true;
}

const isText = (value: unknown): value is string => typeof value === 'string';
/** A number in JSON may be too large for a double. */
const isFiniteNumber = (value: unknown): value is number => Number.isFinite(value);
const isAmount = (value: unknown): boolean => isFiniteNumber(value) && value >= 0;
const isScalar = (value: unknown): value is string | number | boolean | null =>
  value === null || isText(value) || typeof value === 'boolean' || isFiniteNumber(value);
const isMetricValue = (value: unknown): value is MetricValue =>
  isFiniteNumber(value) || value === 'NaN' || value === 'Infinity' || value === '-Infinity';

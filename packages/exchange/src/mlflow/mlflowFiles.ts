import type { RankedTrial, Reported } from '@nx-tune/report';
import { canonicalJson, digest, flattenParams } from '@nx-tune/search';
import { fromMetricValue, type MetricValue, type Outcome } from '@nx-tune/sweep';
import { stringify } from 'yaml';

import { type Exported, inOrder, type Span, spanOf } from '../exported.js';

/** A folder as MLflow's file store has it. */
export interface MlflowFiles {
  /** Of the experiment: a folder. All paths begin with it. */
  readonly experimentId: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Names that MLflow does not take, and what they became. */
  readonly notices: readonly string[];
}

/** As MLflow counts how a run ended. */
const statuses: Readonly<Record<Outcome['kind'], number>> = {
  completed: 3,
  stopped: 5,
  diverged: 4,
  infeasible: 4,
  failed: 4,
};

/** A sweep as an experiment of MLflow: a run for each trial, with its params, its metrics step by step, and how it ended. */
export function mlflowFiles(exported: Exported): MlflowFiles {
  const { report } = exported;
  const trials = inOrder(exported);
  const name = `${report.project}/${report.sweep}`;
  const experimentId = decimalId(name);
  const params = safeNames(trials.flatMap((trial) => paramsOf(trial).map(([label]) => label)));
  const metrics = safeNames(trials.flatMap((trial) => Object.keys(seriesOf(trial))));
  const meta = yaml({
    artifact_location: `mlflow-artifacts:/${experimentId}`,
    creation_time: 0,
    experiment_id: experimentId,
    last_update_time: 0,
    lifecycle_stage: 'active',
    name,
  });
  const runs = trials.flatMap((trial) => {
    const runId = hexId(`${name} ${trial.result.id}`);
    const span = spanOf(exported, trial);
    const folder = `${experimentId}/${runId}`;
    return [
      { path: `${folder}/meta.yaml`, text: runMeta(trial, experimentId, runId, span) },
      ...paramsOf(trial).map(([label, text]) => ({ path: `${folder}/params/${params.of(label)}`, text })),
      ...Object.entries(seriesOf(trial)).map(([metric, points]) => ({
        path: `${folder}/metrics/${metrics.of(metric)}`,
        text: points.map(([step, value]) => `${span.end.ms} ${pythonNumber(value)} ${step}\n`).join(''),
      })),
      ...Object.entries(tagsOf(trial)).map(([tag, text]) => ({ path: `${folder}/tags/${tag}`, text })),
    ];
  });
  return {
    experimentId,
    files: [
      { path: `${experimentId}/meta.yaml`, text: meta },
      { path: `${experimentId}/tags/${experimentTag}`, text: report.file },
      ...runs,
    ],
    notices: [...params.notices('parameter'), ...metrics.notices('metric')],
  };
}

/** The tag of an experiment that was written here, hence may be written anew. */
export const experimentTag = 'nx-tune.sweep';

function runMeta({ result }: RankedTrial, experimentId: string, runId: string, { start, end }: Span): string {
  return yaml({
    artifact_uri: `mlflow-artifacts:/${experimentId}/${runId}/artifacts`,
    end_time: end.ms,
    entry_point_name: '',
    experiment_id: experimentId,
    lifecycle_stage: 'active',
    run_id: runId,
    run_name: result.id,
    run_uuid: runId,
    source_name: '',
    source_type: 4,
    source_version: '',
    start_time: start.ms,
    status: statuses[result.outcome.kind],
    tags: [],
    user_id: 'nx-tune',
  });
}

/** Quoted: readers of YAML 1.1 would take some of these texts for numbers. */
const yaml = (value: object): string =>
  stringify(value, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0 });

function paramsOf({ result: { params, budget = {} } }: RankedTrial): readonly (readonly [string, string])[] {
  return [...flattenParams(params), ...Object.entries(budget)].map(([label, value]) => [
    label,
    typeof value === 'string' ? value : canonicalJson(value),
  ]);
}

type Series = readonly (readonly [step: number, value: MetricValue])[];

/** What was reported, and then the result where it is another number: MLflow shows the one of the largest step. */
function seriesOf({
  curve = [],
  result,
}: RankedTrial & { readonly curve?: readonly Reported[] }): Record<string, Series> {
  const names = [...new Set([...curve.flatMap(({ metrics }) => Object.keys(metrics)), ...Object.keys(result.metrics)])];
  return Object.fromEntries(
    names
      .toSorted((a, b) => (a < b ? -1 : 1))
      .map((name) => {
        const reported = curve.flatMap(({ step, metrics }): Series => {
          const value = Object.hasOwn(metrics, name) ? metrics[name] : undefined;
          return value === undefined ? [] : [[step, value]];
        });
        const value = Object.hasOwn(result.metrics, name) ? result.metrics[name] : undefined;
        const last = reported.at(-1);
        const isSaid = value === undefined || last?.[1] === value;
        return [name, isSaid ? reported : [...reported, [last === undefined ? 0 : last[0] + 1, value] as const]];
      }),
  );
}

function tagsOf({ number, result }: RankedTrial): Record<string, string> {
  const { id, outcome, seed } = result;
  return {
    'mlflow.runName': id,
    'mlflow.user': 'nx-tune',
    'nx-tune.id': id,
    'nx-tune.number': String(number),
    'nx-tune.outcome': outcome.kind,
    'nx-tune.seed': seed,
    ...(outcome.kind === 'infeasible' ? { 'nx-tune.reason': outcome.reason } : {}),
    ...(outcome.kind === 'failed' ? { 'nx-tune.reason': outcome.error } : {}),
  };
}

const pythonNumber = (value: MetricValue): string => {
  const number = fromMetricValue(value);
  return Number.isFinite(number) ? String(number) : Number.isNaN(number) ? 'nan' : number > 0 ? 'inf' : '-inf';
};

interface SafeNames {
  of(name: string): string;
  notices(what: string): readonly string[];
}

/**
 * MLflow takes letters, digits, `_`, `-`, `.` and blanks, and each name is a file here: none is a folder, and no two differ
 * in their case alone.
 */
function safeNames(names: readonly string[]): SafeNames {
  const taken = new Set<string>();
  const safe = new Map<string, string>();
  for (const name of new Set(names)) {
    const plain =
      name
        .slice(0, 200)
        .replace(/[^\p{L}\p{N}_.\- ]/gu, '_')
        .replace(/^[. ]+|[. ]+$/g, '_') || '_';
    let free = plain;
    for (let count = 2; taken.has(free.toLowerCase()); count++) free = `${plain}_${count}`;
    taken.add(free.toLowerCase());
    safe.set(name, free);
  }
  return {
    of: (name) => safe.get(name) ?? name,
    notices: (what) =>
      [...safe].flatMap(([name, free]) =>
        name === free
          ? []
          : [`${what} ${JSON.stringify(name)} is called ${JSON.stringify(free)}, since MLflow takes no such name`],
      ),
  };
}

/** An id that a database takes too: at most 18 digits, none of them a leading zero. */
function decimalId(text: string): string {
  let number = 0n;
  for (const character of digest(text, 26))
    number = (number * 31n + BigInt(character.charCodeAt(0))) % 899_999_999_999_999_999n;
  return String(number + 100_000_000_000_000_000n);
}

/** 32 hexadecimal digits. */
const hexId = (text: string): string =>
  Array.from(digest(text, 16), (character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('');

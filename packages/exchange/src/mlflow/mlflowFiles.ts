import {
  escapeLines,
  type FrontPlace,
  frontPlaces,
  paramsAndBudget,
  type RankedTrial,
  type ReportedPoint,
  violatedText,
} from '@nx-tune/report';
import { canonicalJson, digest } from '@nx-tune/search';
import { fromMetricValue, type MetricValue, type Outcome } from '@nx-tune/sweep';
import { stringify } from 'yaml';

import { type SweepExport, trialsInOrder, type TimeSpan, spanOf } from '../model/sweepExport.js';
import { safeNames } from './safeNames.js';

/** An experiment as a folder of MLflow's file store. */
export interface MlflowFiles {
  /** The id of the experiment, and the folder with which all paths begin. */
  readonly experimentId: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Names that MLflow does not allow, and those that replace them. */
  readonly notices: readonly string[];
}

/** MLflow's codes for how a run ended. */
const statuses: Readonly<Record<Outcome['kind'], number>> = {
  completed: 3,
  stopped: 5,
  diverged: 4,
  infeasible: 4,
  failed: 4,
};

/** Turns a sweep into an MLflow experiment, with a run for each trial: its params, its metrics step by step, and how it ended. */
export function mlflowFiles(exported: SweepExport): MlflowFiles {
  const { report } = exported;
  const trials = trialsInOrder(exported);
  const placeOf = frontPlaces(report);
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
      ...Object.entries(tagsOf(trial, placeOf(trial))).map(([tag, text]) => ({ path: `${folder}/tags/${tag}`, text })),
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

/** The tag of an experiment that an export of ours wrote, and may therefore replace. */
export const experimentTag = 'nx-tune.sweep';

function runMeta({ result }: RankedTrial, experimentId: string, runId: string, { start, end }: TimeSpan): string {
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

/** Texts are quoted, so they may contain escapes, and since readers of YAML 1.1 would take some of them for numbers. */
const yaml = (value: object): string =>
  escapeLines(stringify(value, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0 }));

function paramsOf({ result }: RankedTrial): readonly (readonly [string, string])[] {
  return paramsAndBudget(result).map(([label, value]) => [
    label,
    typeof value === 'string' ? value : canonicalJson(value),
  ]);
}

type Series = readonly (readonly [step: number, value: MetricValue])[];

/** The reported values, followed by the result if it is a different number: MLflow shows the value of the last step. */
function seriesOf({
  curve = [],
  result,
}: RankedTrial & { readonly curve?: readonly ReportedPoint[] }): Record<string, Series> {
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

function tagsOf(trial: RankedTrial, place: FrontPlace | undefined): Record<string, string> {
  const { number, result } = trial;
  const violated = violatedText(trial);
  const { id, outcome, seed } = result;
  return {
    'mlflow.runName': id,
    'mlflow.user': 'nx-tune',
    'nx-tune.id': id,
    'nx-tune.number': String(number),
    'nx-tune.outcome': outcome.kind,
    'nx-tune.seed': seed,
    ...(result.case !== undefined && {
      'nx-tune.case': typeof result.case === 'string' ? result.case : canonicalJson(result.case),
    }),
    ...(place !== undefined && { 'nx-tune.front': String(place.front), 'nx-tune.picked': String(place.picked) }),
    ...(violated !== undefined && { 'nx-tune.violates': violated }),
    ...(outcome.kind === 'infeasible' && { 'nx-tune.reason': outcome.reason }),
    ...(outcome.kind === 'failed' && { 'nx-tune.reason': outcome.error }),
  };
}

const pythonNumber = (value: MetricValue): string => {
  const number = fromMetricValue(value);
  return Number.isFinite(number) ? String(number) : Number.isNaN(number) ? 'nan' : number > 0 ? 'inf' : '-inf';
};

/** An id that databases accept too: at most 18 digits, without a leading zero. */
function decimalId(text: string): string {
  let number = 0n;
  for (const character of digest(text, 26))
    number = (number * 31n + BigInt(character.charCodeAt(0))) % 899_999_999_999_999_999n;
  return String(number + 100_000_000_000_000_000n);
}

/** 32 hexadecimal digits. */
const hexId = (text: string): string =>
  Array.from(digest(text, 16), (character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('');

import { canonicalJson, type Json } from '@nx-tune/search';
import {
  type Configurations,
  evaluationKeysOf,
  groupByParams,
  type ModelStep,
  modelSteps,
  type Search,
  withCost,
} from '@nx-tune/sweep';

import type { ModelData, ModelStepData, ParamData } from './reportData.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

/** The page stays small: these are the most steps, and the most slices of all of them. */
const most = { steps: 50, slices: 200 };

/** A logarithm of an acquisition that lies farther below the maximum than this is drawn as if it lay there. */
const deepest = 10;

/**
 * Returns what a Gaussian process believed before each trial that it proposed, along the parameters that vary. Undefined unless
 * one searched. `trials` are in the order of `ReportData`.
 */
export function modelOf(
  { search, trials: all }: Pick<SweepReport, 'search' | 'trials'>,
  trials: readonly TrialEntry[],
  params: readonly ParamData[],
): ModelData | undefined {
  if (search === undefined || params.length === 0) return undefined;
  const configurations = wholeConfigurations(search, all);
  const wanted = Math.max(2, Math.min(most.steps, Math.floor(most.slices / params.length)));
  const steps = modelSteps(search, configurations, wanted);
  const [first] = steps;
  if (first === undefined) return undefined;
  const places = new Map(trials.map(({ result }, index) => [result.id, index]));
  const axes = params.flatMap((param) => axisOf(param, steps));
  const indexOf = (number = -1): number => places.get(configurations[number]?.[0].id ?? '') ?? -1;
  return {
    acquisition: first.acquisition,
    axes: axes.map(({ label, values }) => ({ label, values })),
    steps: steps.flatMap((step): ModelStepData[] => {
      const [trial, best] = [indexOf(step.number), indexOf(step.through)];
      return trial < 0
        ? []
        : [{ trial, through: best, known: step.known, slices: axes.map((axis) => sliceOf(step, axis)) }];
    }),
  };
}

/** The configurations from the first to the last before one that is not known in full: later ones followed from that. */
function wholeConfigurations(search: Search, trials: readonly TrialEntry[]): Configurations {
  const sorted = trials.toSorted((a, b) => a.number - b.number);
  const evaluations = evaluationKeysOf(search).length;
  const groups = groupByParams(sorted.map(({ result, run }) => withCost(search, result, run)));
  const firstGap = groups.findIndex(
    (group, index) =>
      group.length < evaluations || sorted[index]?.number !== index || sorted[index].result.id !== group[0].id,
  );
  return firstGap < 0 ? groups : groups.slice(0, firstGap);
}

/** The values along a parameter as a chart has them, in order of size, and the place of each in a slice. */
interface ModelAxis {
  readonly label: string;
  readonly values: readonly number[];
  readonly places: readonly number[];
}

/** Nothing if no step has the parameter. A category that no trial has is not on the chart's axis. */
function axisOf({ label, categories }: ParamData, steps: readonly ModelStep[]): ModelAxis[] {
  const found = steps.flatMap(({ slices }) => slices.find((slice) => slice.label === label) ?? [])[0];
  const indices = new Map(categories?.map((value, index) => [canonicalJson(value as Json), index]));
  const marks = (found?.values ?? []).flatMap((value, place) => {
    const mark = categories === undefined ? value : indices.get(canonicalJson(value));
    return typeof mark === 'number' ? [{ mark, place }] : [];
  });
  const sorted = marks.toSorted((a, b) => a.mark - b.mark);
  return sorted.length === 0
    ? []
    : [{ label, values: sorted.map(({ mark }) => mark), places: sorted.map(({ place }) => place) }];
}

function sliceOf(
  { slices, acquisition: name }: ModelStep,
  { label, places }: ModelAxis,
): ModelStepData['slices'][number] {
  const found = slices.find((slice) => slice.label === label);
  if (found === undefined) return null;
  const lowest = name === 'log_ei' || name === 'pi' ? Math.max(...found.acquisition) - deepest : -Infinity;
  const line = (values: readonly number[]): number[] => places.map((place) => rounded(values[place] ?? 0));
  const worth = found.acquisition.map((value) => Math.max(value, lowest));
  return [line(found.mean), line(found.low), line(found.high), line(worth)];
}

/** Four digits are more than a chart shows. */
const rounded = (value: number): number => Number(value.toPrecision(4));

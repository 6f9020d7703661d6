import { defined } from '@nx-tune/search';
import { type Budget, fromMetricValue, goalsOf } from '@nx-tune/sweep';

import { outcomeReason } from '../data/outcomeReason.js';
import { replicateNumber } from '../data/configurations.js';
import { frontStanding, type RuleViolation, violationsOf } from '../data/frontStanding.js';
import { violates } from '../data/paretoOf.js';
import { paramsAndBudget } from '../data/paramsAndBudget.js';
import { rankTrials } from '../data/rankTrials.js';
import { casesTitle, evaluationCells } from '../data/evaluationColumns.js';
import { replicateCells } from '../data/replicateColumns.js';
import type { ReportedPoint, SweepReport } from '../data/sweepReport.js';
import { metricCell } from '../leaderboard/renderLeaderboard.js';
import { clip } from '../text/clip.js';
import { escapeControl } from '../text/escapeControl.js';
import { formatBytes } from '../text/formatBytes.js';
import { formatDuration } from '../text/formatDuration.js';
import { formatNumber } from '../text/formatNumber.js';
import { formatValue } from '../text/formatValue.js';
import type { Screen } from '../text/screen.js';
import { sparkline } from '../text/sparkline.js';
import { paint } from '../text/style.js';
import { sweepTitle } from '../text/sweepTitle.js';
import { renderTable } from '../text/table.js';
import type { TrialDetail } from './trialDetail.js';
import { configurationWith, trialRank } from './trialRank.js';

/** Renders everything that is known about a trial as terminal text. */
export function renderTrial(report: SweepReport, trial: TrialDetail, { width, color }: Screen): string {
  const blocks = [
    [paint(clip(headline(report, trial), width), 'bold', color), ...reasonLines(trial)],
    labelled(metricRows(report, trial), width),
    labelled(standingRows(report, trial), width),
    labelled(evaluationRows(report, trial), width),
    paramLines(report, trial, width),
    labelled(factRows(trial), width),
    labelled(curveRows(trial.entry?.curve ?? []), width),
    labelled(placeRows(trial), width),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function headline({ project, sweep, ...report }: SweepReport, { id, entry }: TrialDetail): string {
  const where = `${sweepTitle({ project, sweep })}: trial ${id}`;
  if (entry === undefined) return escapeControl(`${where}, no result yet`);
  const place = trialRank({ project, sweep, ...report }, id);
  const rank = place === undefined ? 'continued by another trial' : `rank ${place.rank} of ${place.of}`;
  if (violates(entry) !== undefined) return escapeControl(`${where}, infeasible`);
  return escapeControl(`${where}, ${entry.result.outcome.kind}, ${rank}`);
}

function reasonLines({ entry }: TrialDetail): string[] {
  if (entry === undefined) return [];
  const { outcome } = entry.result;
  // Of a failure, everything that is known: it has been shortened when it was recorded.
  const reason = outcome.kind === 'failed' ? outcome.error : outcomeReason(outcome);
  return reason === '' ? [] : reason.split('\n').map((line) => `  ${escapeControl(line)}`);
}

type Row = readonly [label: string, text: string];

function labelled(rows: readonly Row[], width: number): string[] {
  const shown = rows.filter(([, text]) => text !== '');
  const longest = shown.reduce((most, [label]) => Math.max(most, label.length), 0);
  return shown.map(([label, text]) => clip(`${escapeControl(label.padEnd(longest))}  ${escapeControl(text)}`, width));
}

/** The sweep's goals first, then the others by name. */
function metricRows({ metric }: SweepReport, { entry }: TrialDetail): Row[] {
  const metrics = Object.entries(entry?.result.metrics ?? {});
  const goals = goalsOf(metric).map(({ name }) => name);
  const place = (name: string): number => (goals.includes(name) ? goals.indexOf(name) : goals.length);
  return metrics
    .toSorted(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1))
    .map(([name, value]): Row => [name, formatNumber(fromMetricValue(value))]);
}

const mostDominating = 5;

/**
 * Returns rows on the standing of its configuration among those of a sweep with several goals, and on the rules for results that
 * it violates, with the amounts.
 */
function standingRows(report: SweepReport, { id }: TrialDetail): Row[] {
  const whole = configurationWith(rankTrials(report), id);
  const violated = whole === undefined ? [] : violationsOf(whole);
  const standing = frontStanding(report, id);
  return [
    ...violated.map((one): Row => ['Violates', violationText(one)]),
    ...(standing === undefined
      ? []
      : [
          ['Front', standing.picked ? 'on it, and picked' : standing.front ? 'on it' : 'not on it'] as const,
          ['Dominated by', dominatedText(standing.dominatedBy)] as const,
          ['Dominates', standing.dominates === 0 ? '' : `${standing.dominates} of the others`] as const,
        ]),
  ];
}

const violationText = ({ rule, by }: RuleViolation): string =>
  by === undefined ? rule : `${rule}, ${by < tiny ? 'at its limit' : `by ${formatNumber(by)}`}`;

/** A strict rule is violated by the smallest number of all where both sides are equal. */
const tiny = 1e-300;

function dominatedText(ids: readonly string[]): string {
  const more = ids.length - mostDominating;
  return `${ids.slice(0, mostDominating).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Returns rows on the evaluations that the trial belongs to, if it has replicates or is on one of several cases. */
function evaluationRows(report: SweepReport, { id, entry }: TrialDetail): Row[] {
  const whole = configurationWith(rankTrials(report), id);
  if (entry === undefined || (whole?.replicates ?? whole?.cases) === undefined || whole === undefined) return [];
  const [error, count] = replicateCells(whole, report);
  const [onCases] = evaluationCells(whole, report, [casesTitle]);
  const value = `${metricCell(whole, report)}${error === '' ? '' : ` ± ${error}`}`;
  const aggregate = report.aggregate ?? 'mean';
  return [
    ...(entry.result.case === undefined ? [] : [['Case', formatValue(entry.result.case)] as const]),
    ...(whole.replicates === undefined ? [] : [['Replicate', `${replicateNumber(entry)}, counted from 0`] as const]),
    whole.cases === undefined
      ? [count === '1' ? 'Counts as' : `Mean of ${count}`, value]
      : [`${aggregate.charAt(0).toUpperCase()}${aggregate.slice(1)} of ${onCases} cases`, value],
  ];
}

function paramLines(report: SweepReport, { id, params, budget }: TrialDetail, width: number): string[] {
  const places = new Map((trialRank(report, id)?.params ?? []).map((place) => [place.label, place]));
  const rows = paramsAndBudget({ params, ...defined({ budget }) });
  const ranks = rows.map(([label]) => {
    const place = places.get(label);
    return place === undefined || place.of < 2 ? '' : `${place.rank} of ${place.of}`;
  });
  if (rows.length === 0) return [];
  return [
    ...renderTable(
      [
        { title: 'Params', cells: rows.map(([label]) => escapeControl(label)), align: 'left', weight: 2 },
        { title: '', cells: rows.map(([, value]) => formatValue(value)), align: 'right', weight: 3 },
        {
          title: ranks.some((text) => text !== '') ? 'rank at this value' : '',
          cells: ranks,
          align: 'left',
          weight: 1,
        },
      ],
      width,
    ),
  ];
}

function factRows({ number, seed, continues, entry }: TrialDetail): Row[] {
  const run = entry?.run;
  return [
    ['Number', String(number)],
    ['Seed', seed],
    ...(entry?.baseline === undefined ? [] : [['Baseline', entry.baseline] as const]),
    ...(continues === undefined ? [] : [['Continues', continues] as const]),
    ...(run === undefined
      ? []
      : [
          ['Took', `${formatDuration(run.durationMs)}, started ${run.startedAt}`] as const,
          ...(run.cpuMs === undefined ? [] : [['CPU time', formatDuration(run.cpuMs)] as const]),
          ...(run.peakMemoryBytes === undefined ? [] : [['Memory', formatBytes(run.peakMemoryBytes)] as const]),
          ['Versions', pairs(run.versions)] as const,
          ['Machine', pairs(run.machine)] as const,
        ]),
  ];
}

const pairs = (values: Budget | { readonly [name: string]: unknown }): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${formatValue(value as never)}`)
    .join(', ');

const sparkWidth = 40;

function curveRows(curve: readonly ReportedPoint[]): Row[] {
  const names = [...new Set(curve.flatMap(({ metrics }) => Object.keys(metrics)))];
  return names.map((name): Row => {
    const points = curve.filter(({ metrics }) => Object.hasOwn(metrics, name));
    const values = points.map(({ metrics }) => fromMetricValue(metrics[name] ?? 'NaN'));
    const [first = NaN, last = NaN] = [values[0], values.at(-1)];
    const steps = points.length === 1 ? '1 step' : `${points.length} steps`;
    return [
      `Reported ${name}`,
      `${sparkline(values, sparkWidth)}  ${formatNumber(first)} → ${formatNumber(last)} in ${steps}`,
    ];
  });
}

const mostArtifacts = 10;

function placeRows({ folder, artifacts, source, lock }: TrialDetail): Row[] {
  const more = artifacts.length - mostArtifacts;
  return [
    ...(folder === undefined ? [] : [['Folder', folder] as const]),
    ...artifacts.slice(0, mostArtifacts).map(({ path, bytes }): Row => ['Artifact', `${path}  ${formatBytes(bytes)}`]),
    ...(more > 0 ? [['', `and ${more} more`] as const] : []),
    ['Source', source === undefined ? 'none' : source === 'disk' ? 'this disk' : 'the lock'],
    ['Lock', lockTexts[lock]],
  ];
}

const lockTexts: Readonly<Record<TrialDetail['lock'], string>> = {
  same: 'has the same result',
  different: 'has a different result',
  'not compared': 'has this trial, but none of its values',
  absent: 'does not have this trial',
  'no lock': 'there is no lock',
};

import { metricOf, plotted } from '../rankTrials.js';
import type { SweepReport, TrialEntry } from '../sweepReport.js';
import { formatNumber } from '../text/formatNumber.js';
import { markup, type Markup, px } from './markup.js';
import { createFrame, type Frame, renderPlot } from './plot.js';
import { createScale } from './scale.js';

/** Optimization history: the metric of each trial in the sweep's order, and the best so far. */
export function renderHistory(report: SweepReport, best: TrialEntry | undefined, width: number): Markup {
  const { trials, metric } = report;
  const frame = createFrame(width, width < 500 ? 250 : 300);
  const completed = plotted(report).toSorted((a, b) => a.number - b.number);
  const last = trials.reduce((most, { number }) => Math.max(most, number), 1);
  const x = createScale([0, last]);
  const y = createScale(completed.map((trial) => metricOf(trial, metric)));
  const points = completed.map((trial) => {
    const value = metricOf(trial, metric);
    return { trial, value, x: frame.x(x.at(trial.number) ?? 0), y: frame.y(y.at(value) ?? 0) };
  });
  const marks = [
    bestSoFar(points, metric.goal, frame.x(1)),
    ...points.map((point) => dot(point, point.trial.number === best?.number, metric.name)),
    ...others(trials, frame, (number) => x.at(number) ?? 0),
  ];
  const description = `${completed.length} completed trials; the line is the best so far${trials.some(({ result }) => result.outcome.kind !== 'completed') ? '; crosses at the bottom are trials that did not complete' : ''}.`;
  return renderPlot(
    frame,
    { x: { label: 'trial number', scale: x }, y: { label: metric.name, scale: y } },
    'Optimization history',
    description,
    marks,
  );
}

interface Point {
  readonly trial: TrialEntry;
  readonly value: number;
  readonly x: number;
  readonly y: number;
}

/** A step down or up wherever the best so far changes, up to the last trial. */
function bestSoFar(points: readonly Point[], goal: 'minimize' | 'maximize', end: number): Markup {
  let path = '';
  let best: Point | undefined;
  for (const point of points) {
    if (best === undefined) path = `M${px(point.x)} ${px(point.y)}`;
    else path += `H${px(point.x)}`;
    if (best === undefined || (goal === 'minimize' ? point.value < best.value : point.value > best.value)) {
      if (best !== undefined) path += `V${px(point.y)}`;
      best = point;
    }
  }
  return path === '' ? markup`` : markup`<path class="best-so-far" d="${path}H${px(end)}"/>`;
}

/** A point with what it stands for; the best is larger and ringed, so that it is marked by more than its colour. */
export function dot({ trial, value, x, y }: Point, isBest: boolean, metric: string): Markup {
  const text = `${isBest ? 'Best: trial' : 'Trial'} ${trial.number} (${trial.result.id}): ${metric} ${formatNumber(value)}`;
  const ring = isBest ? markup`<circle class="ring" cx="${px(x)}" cy="${px(y)}" r="8"/>` : '';
  return markup`<g>${ring}<circle class="${isBest ? 'dot best' : 'dot'}" cx="${px(x)}" cy="${px(y)}" r="4"/><title>${text}</title></g>`;
}

function others(trials: readonly TrialEntry[], frame: Frame, at: (number: number) => number): Markup[] {
  const bottom = frame.y(-0.03);
  return trials
    .filter(({ result }) => result.outcome.kind !== 'completed')
    .map(({ number, result }) => {
      const x = frame.x(at(number));
      return markup`<g><path class="cross" d="M${px(x - 4)} ${px(bottom - 4)}l8 8m0 -8l-8 8"/><title>${`Trial ${number} (${result.id}): ${result.outcome.kind}`}</title></g>`;
    });
}

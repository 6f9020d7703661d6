import { metricOf } from '../rankTrials.js';
import type { SweepReport, TrialEntry } from '../sweepReport.js';
import { formatNumber } from '../text/formatNumber.js';
import { html, type Markup, px } from './markup.js';
import { createFrame, type Frame, renderPlot } from './plot.js';
import { createScale } from './scale.js';

/** Optimization history: the metric of each trial in the sweep's order, and the best so far. */
export function renderHistory({ trials, metric }: SweepReport, best: TrialEntry | undefined): Markup {
  const frame = createFrame(720, 300);
  const completed = trials.filter(({ result }) => result.outcome.kind === 'completed');
  const x = createScale([0, Math.max(1, trials.length - 1)]);
  const y = createScale(completed.map((trial) => metricOf(trial, metric)));
  const points = completed.map((trial) => {
    const value = metricOf(trial, metric);
    return { trial, value, x: frame.x(x.at(trial.number) ?? 0), y: frame.y(y.at(value) ?? 0) };
  });
  const marks = [bestSoFar(points, metric.goal), ...points.map((point) => dot(point, point.trial.number === best?.number, metric.name)), ...others(trials, frame, (number) => x.at(number) ?? 0)];
  const description = `${completed.length} completed trials; the line is the best so far${completed.length < trials.length ? '; crosses at the bottom are trials that did not complete' : ''}.`;
  return renderPlot(frame, { x: { label: 'trial number', scale: x }, y: { label: metric.name, scale: y } }, 'Optimization history', description, marks);
}

interface Point {
  readonly trial: TrialEntry;
  readonly value: number;
  readonly x: number;
  readonly y: number;
}

function bestSoFar(points: readonly Point[], goal: 'minimize' | 'maximize'): Markup {
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
  return path === '' ? html`` : html`<path class="best-so-far" d="${path}"/>`;
}

/** A point with what it stands for; the best is larger and ringed, so that it is marked by more than its colour. */
export function dot({ trial, value, x, y }: Point, isBest: boolean, metric: string): Markup {
  const text = `${isBest ? 'Best: trial' : 'Trial'} ${trial.number} (${trial.result.id}): ${metric} ${formatNumber(value)}`;
  const ring = isBest ? html`<circle class="ring" cx="${px(x)}" cy="${px(y)}" r="8"/>` : '';
  return html`<g>${ring}<circle class="${isBest ? 'dot best' : 'dot'}" cx="${px(x)}" cy="${px(y)}" r="4"/><title>${text}</title></g>`;
}

function others(trials: readonly TrialEntry[], frame: Frame, at: (number: number) => number): Markup[] {
  const bottom = frame.y(-0.03);
  return trials
    .filter(({ result }) => result.outcome.kind !== 'completed')
    .map(({ number, result }) => {
      const x = frame.x(at(number));
      return html`<g><path class="cross" d="M${px(x - 4)} ${px(bottom - 4)}l8 8m0 -8l-8 8"/><title>${`Trial ${number} (${result.id}): ${result.outcome.kind}`}</title></g>`;
    });
}

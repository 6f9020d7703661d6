import { clip } from '../text/clip.js';
import { markup, type Markup, px } from './markup.js';
import type { Scale } from './scale.js';

/** The frame of a plot; coordinates within are functions of values in [0, 1]. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  x(at: number): number;
  y(at: number): number;
}

const margin = { left: 62, right: 14, top: 12, bottom: 46 };
/** Room between the outermost points and the axes, as a part of the axis. */
const inset = 0.04;

export function createFrame(width: number, height: number): Frame {
  const within = (at: number): number => inset + at * (1 - 2 * inset);
  return {
    width,
    height,
    x: (at) => margin.left + within(at) * (width - margin.left - margin.right),
    y: (at) => height - margin.bottom - within(at) * (height - margin.top - margin.bottom),
  };
}

export interface Axes {
  readonly x: { readonly label: string; readonly scale: Scale };
  readonly y: { readonly label: string; readonly scale: Scale };
}

/** A plot with its axes. `title` and `description` are what a screen reader says. */
export function renderPlot(
  frame: Frame,
  axes: Axes,
  title: string,
  description: string,
  marks: readonly Markup[],
): Markup {
  return markup`<svg viewBox="0 0 ${frame.width} ${frame.height}" role="img" aria-label="${`${title}. ${description}`}"><title>${title}</title><desc>${description}</desc>${xAxis(frame, axes)}${yAxis(frame, axes)}${marks}</svg>`;
}

const note = ({ kind }: Scale): string => (kind === 'log' ? ' (log)' : '');

function xAxis(frame: Frame, { x }: Axes): Markup {
  const bottom = frame.height - margin.bottom;
  const longest = Math.max(4, Math.floor(90 / Math.max(1, x.scale.ticks.length)));
  const ticks = x.scale.ticks.map(
    ({ at, label }) =>
      markup`<text class="tick" x="${px(frame.x(at))}" y="${bottom + 16}" text-anchor="middle">${clip(label, longest)}</text>`,
  );
  return markup`<line class="axis" x1="${margin.left}" x2="${frame.width - margin.right}" y1="${bottom}" y2="${bottom}"/>${ticks}<text class="label" x="${px((margin.left + frame.width - margin.right) / 2)}" y="${frame.height - 8}" text-anchor="middle">${clip(x.label, 40) + note(x.scale)}</text>`;
}

function yAxis(frame: Frame, { y }: Axes): Markup {
  const ticks = y.scale.ticks.map(
    ({ at, label }) =>
      markup`<line class="grid" x1="${margin.left}" x2="${frame.width - margin.right}" y1="${px(frame.y(at))}" y2="${px(frame.y(at))}"/><text class="tick" x="${margin.left - 6}" y="${px(frame.y(at) + 4)}" text-anchor="end">${clip(label, 8)}</text>`,
  );
  const middle = px((margin.top + frame.height - margin.bottom) / 2);
  return markup`${ticks}<text class="label" transform="translate(12 ${middle}) rotate(-90)" text-anchor="middle">${clip(y.label, 30) + note(y.scale)}</text>`;
}

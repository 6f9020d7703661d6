import { formatNumber, formatValue } from '@nx-tune/report';
import type { MeasuredCurvature } from '@nx-tune/runner';
import {
  flattenParams,
  type Json,
  type JsonObject,
  recommend,
  type Recommendation,
  type Space,
  type TheoryMethod,
  theoryMethods,
} from '@nx-tune/search';
import { showRate, usualTheoryNames } from '@nx-tune/sweep';

import type { SweepLocation } from '../../study/sweepLocation.js';

/** A measurement, and its subject. */
interface Told {
  readonly measured: MeasuredCurvature;
  readonly params: JsonObject;
  readonly location: Pick<SweepLocation, 'project' | 'name' | 'file'>;
  readonly space: Space;
}

/** Renders what was measured, what theory recommends, and the lines of a baseline. */
export function renderTheory(told: Told): string {
  const { measured, params, location } = told;
  const at = flattenParams(params).map(([label, value]) => `${label} ${formatValue(value)}`);
  const lines = [
    `${location.project}, sweep ${location.name}: curvature at ${at.join(', ')}`,
    '',
    `mu     ${show(measured.mu)}`,
    `L      ${show(measured.L)}`,
    ...(isConvex(measured) ? [`kappa  ${show(measured.L / measured.mu)}`] : []),
    `${measured.products} products of the Hessian with vectors of ${measured.dimension} numbers`,
    ...(measured.hasSettled ? [] : [unsettled]),
    '',
    ...(isConvex(measured) ? [...table(measured), '', ...baselineLines(told)] : [notConvex(measured)]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Renders the measurement as JSON. */
export function theoryJson({ measured, params, location }: Told): object {
  const { project, name } = location;
  const methods = isConvex(measured)
    ? theoryMethods.map((method) => [method, recommend({ method, ...bounds(measured) })] as const)
    : [];
  return { project, sweep: name, params, ...measured, recommended: Object.fromEntries(methods) };
}

/** A curvature that is lost in the rounding of the largest says nothing. */
const isConvex = ({ mu, L }: MeasuredCurvature): boolean => mu > 1e-12 * L;

const unsettled = 'They have not settled: the smallest is at most mu, the largest at least L.';

const notConvex = ({ mu }: MeasuredCurvature): string =>
  mu < 0
    ? 'The function is not convex there: theory recommends nothing. Regularization may make it strongly convex.'
    : 'The function is flat in some direction: theory recommends nothing without strong convexity. Regularization gives it.';

/** The digits that are shown, and written to a sweep file: the estimate is not surer. */
const rounded = (value: number): number => Number(value.toPrecision(4));
const show = (value: number): string => formatNumber(rounded(value));
const bounds = ({ mu, L }: MeasuredCurvature): { mu: number; L: number } => ({ mu: rounded(mu), L: rounded(L) });

function table(measured: MeasuredCurvature): string[] {
  const rows = theoryMethods.map((method) => rowOf(method, recommend({ method, ...bounds(measured) })));
  const all = [['method', 'step size', 'momentum', 'promise per step'], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function rowOf(method: TheoryMethod, { stepSize, momentum, rate, of, source }: Recommendation): string[] {
  const promise =
    of === 'distance' ? `distance to the optimum × ${showRate(rate)}` : `gap above its limit × ${showRate(rate)}`;
  const most = method === 'sgd' ? 'at most ' : '';
  return [method, `${most}${show(stepSize)}`, show(momentum), `${promise} (${source})`];
}

/** A baseline to be pasted into the sweep file, with values for what theory does not say. */
function baselineLines({ measured, params, space, location }: Told): string[] {
  const { mu, L } = bounds(measured);
  const given = new Set<string>([...usualTheoryNames.step_size, ...usualTheoryNames.momentum]);
  const constants = new Set(
    space.flatMap(({ label, distribution }) => (distribution.kind === 'constant' ? [label] : [])),
  );
  const others = flattenParams(params).filter(
    ([label]) => !constants.has(label) && !given.has(label.split('.').at(-1) ?? ''),
  );
  const hasMomentum = space.some(({ path }) =>
    (usualTheoryNames.momentum as readonly string[]).includes(path.at(-1) ?? ''),
  );
  const { noise } = measured;
  return [
    `For ${location.file}:`,
    'baselines:',
    '  theory:',
    `    theory: { method: ${hasMomentum ? 'heavy_ball' : 'gradient_descent'}, mu: ${mu}, L: ${L} }`,
    ...(others.length === 0
      ? []
      : [`    params: { ${others.map(([label, value]) => `${label}: ${yaml(value)}`).join(', ')} }`]),
    ...(noise === undefined
      ? []
      : [
          '  noisy:',
          `    theory: { method: sgd, mu: ${mu}, L: ${L}, noise: ${rounded(noise)}, target: 0.001 }`,
          ...(others.length === 0
            ? []
            : [`    params: { ${others.map(([label, value]) => `${label}: ${yaml(value)}`).join(', ')} }`]),
        ]),
  ];
}

const yaml = (value: Json): string => JSON.stringify(value);

import { join } from 'node:path';

import { CurvatureMistake, extremeEigenvalues, hessianProducts } from '@nx-tune/search';
import { createJiti } from 'jiti';

import type { Curvature, CurvatureOf } from '../../model/objective.js';
import { describeError } from '../describeError.js';
import { createTrial } from '../module/evaluateModule.js';
import type { CurvatureAnswer, CurvatureTask, OnProduct } from './curvatureTask.js';

/** Measures the curvature that a module describes, in this process. What the module throws is the problem. */
export async function curvatureOf(task: CurvatureTask, onProduct?: OnProduct): Promise<CurvatureAnswer> {
  try {
    const exported = await namedExport(task);
    if (exported === undefined) return { problem: missing(task.path) };
    return measured(await exported(structuredClone(task.params), trialOf(task)), task, onProduct);
  } catch (error) {
    if (error instanceof CurvatureMistake) return { problem: `"curvature" of ${task.path}: ${error.message}.` };
    return { problem: describeError(error) };
  }
}

async function namedExport({ projectDir, path }: CurvatureTask): Promise<CurvatureOf | undefined> {
  const file = join(projectDir, path);
  const jiti = createJiti(file, { interopDefault: true, tsconfigPaths: true });
  const found = (await jiti.import(file)) as {
    readonly curvature?: unknown;
    readonly default?: { curvature?: unknown };
  };
  const curvature = found.curvature ?? found.default?.curvature;
  return typeof curvature === 'function' ? (curvature as CurvatureOf) : undefined;
}

function measured(told: Curvature, { path, seed }: CurvatureTask, onProduct?: OnProduct): CurvatureAnswer {
  const operator = operatorOf(told);
  if (operator === undefined) return { problem: wrongShape(path) };
  const { smallest, largest, hasSettled, products } = extremeEigenvalues(operator, seed, onProduct);
  const noise = typeof told.noise === 'number' && told.noise > 0 ? { noise: told.noise } : {};
  return { mu: smallest, L: largest, hasSettled, products, dimension: operator.dimension, ...noise };
}

/** A vector of more numbers does not fit into memory several times. */
const mostDimensions = 1e8;

/** No compiler checks a module written in JavaScript. */
function operatorOf(told: Partial<Record<string, unknown>> | undefined | null) {
  const { dimension, hessianVector, gradient, at } = (told ?? {}) as Partial<{
    dimension: number;
    hessianVector: (v: Float64Array) => ArrayLike<number>;
    gradient: (w: Float64Array) => ArrayLike<number>;
    at: ArrayLike<number>;
  }>;
  if (
    typeof hessianVector === 'function' &&
    Number.isSafeInteger(dimension) &&
    Number(dimension) > 0 &&
    Number(dimension) <= mostDimensions
  )
    return { dimension: Number(dimension), apply: (v: Float64Array) => hessianVector(v) };
  if (typeof gradient === 'function' && at !== undefined && at.length > 0)
    return hessianProducts((w) => gradient(w), at);
  return undefined;
}

const trialOf = ({ params, seed, projectDir, trialDir, path }: CurvatureTask): Parameters<CurvatureOf>[1] =>
  createTrial(
    { id: 'curvature', objective: { kind: 'module', path }, params, seed, projectDir, trialDir, isolation: 'process' },
    () => undefined,
    new AbortController().signal,
  );

const example = `  export const curvature = (params, trial) => ({ dimension, hessianVector: (v) => H times v });
  export const curvature = (params, trial) => ({ gradient: (w) => gradient at w, at: a point });`;

const missing = (path: string): string =>
  `${path} has no function "curvature", which describes the function that it minimizes. Add one of\n${example}`;

const wrongShape = (path: string): string =>
  `"curvature" of ${path} must return "dimension" and "hessianVector", or "gradient" and "at":\n${example}`;

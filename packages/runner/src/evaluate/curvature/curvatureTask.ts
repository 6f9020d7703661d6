import type { TrialTask } from '../../model/trialTask.js';

/** The function of a module whose curvature is measured, and the params that it gets. */
export type CurvatureTask = Pick<TrialTask, 'params' | 'seed' | 'projectDir' | 'trialDir'> & {
  /** The module, relative to the project. */
  readonly path: string;
};

/** The result of the measurement. */
export interface MeasuredCurvature {
  readonly mu: number;
  readonly L: number;
  readonly dimension: number;
  readonly products: number;
  /** True if both are known to be near an eigenvalue. */
  readonly hasSettled: boolean;
  /** The variance of a stochastic gradient, if the module knows it. */
  readonly noise?: number;
}

export type CurvatureAnswer = MeasuredCurvature | { readonly problem: string };

/** Called with the number of products of the Hessian with vectors so far. */
export type OnProduct = (products: number) => void;

/** A message of the process: its progress now and then, and at last its answer. */
export type CurvatureMessage = { readonly products: number } | { readonly answer: CurvatureAnswer };

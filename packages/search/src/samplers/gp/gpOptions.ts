export const kernelNames = ['matern52', 'rbf'] as const;
/** The kernel of a Gaussian process. */
export type KernelName = (typeof kernelNames)[number];

export const acquisitionNames = ['log_ei', 'ei', 'pi', 'lcb'] as const;
/** The rule by which a Gaussian process chooses a point. */
export type AcquisitionName = (typeof acquisitionNames)[number];

/** The user's choices for a Gaussian process. What is absent is as in `usualGp`; without `noise`, the noise is fitted. */
export interface GpOptions {
  readonly kernel?: KernelName;
  readonly acquisition?: AcquisitionName;
  /** Only for `lcb`: how many standard deviations the bound lies below the mean. */
  readonly kappa?: number;
  /** The standard deviation of the noise in one evaluation, in the metric's own unit. */
  readonly noise?: number;
  /** Divide what a trial is worth by the time that it is expected to take. */
  readonly per?: 'seconds';
}

export const usualGp = { kernel: 'matern52', acquisition: 'log_ei', kappa: 2 } as const;

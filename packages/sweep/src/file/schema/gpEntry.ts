import { type AcquisitionName, acquisitionNames, type KernelName, kernelNames } from '@nx-tune/search';
import { z } from 'zod';

import { finiteNumber, type Optional, type WrittenKeys } from './keys.js';

export const gpKeys = {
  get kernel(): Optional<KernelName> {
    return z
      .enum(kernelNames)
      .optional()
      .describe(
        'How smooth the metric is expected to be: twice differentiable (matern52) or infinitely (rbf). Default matern52.',
      );
  },
  get acquisition(): Optional<AcquisitionName> {
    return z
      .enum(acquisitionNames)
      .optional()
      .describe(
        'The criterion for the next trial: the expected improvement, as its logarithm (log_ei) or itself (ei), the probability of improvement (pi), or the confidence bound (lcb). Default log_ei.',
      );
  },
  get kappa(): Optional<number> {
    return finiteNumber
      .min(0)
      .optional()
      .describe('For lcb: the number of standard deviations by which the bound is better than the mean. Default 2.');
  },
  get noise(): Optional<number> {
    return finiteNumber
      .min(0)
      .optional()
      .describe(
        'The standard deviation of the metric from one run of the same params to the next, in its own unit. Default: fitted.',
      );
  },
  get per(): Optional<'seconds'> {
    return z
      .literal('seconds')
      .optional()
      .describe(
        'Weighs the expected gain of a trial against its expected time, which is learned from the recorded times of earlier trials: expected improvement per second.',
      );
  },
};

/** The key `gp`, as it is written. */
export interface GpEntry extends WrittenKeys<typeof gpKeys> {}

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
        'What the next trial is chosen by: the expected improvement, as its logarithm (log_ei) or itself (ei), the probability of improvement (pi), or the confidence bound (lcb). Default log_ei.',
      );
  },
  get kappa(): Optional<number> {
    return finiteNumber
      .min(0)
      .optional()
      .describe('For lcb: how many standard deviations the bound is better than the mean. Default 2.');
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
        'Weighs what a trial is expected to gain against the time that it is expected to take, from the recorded times of earlier ones: expected improvement per second.',
      );
  },
};

/** The key `gp`, as it is written. */
export interface GpEntry extends WrittenKeys<typeof gpKeys> {}

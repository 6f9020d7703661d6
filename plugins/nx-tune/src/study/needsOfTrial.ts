import { defined, type JsonObject } from '@nx-tune/search/core';
import type { Limits, Need, Resources, SweepLimits, SweepResources } from '@nx-tune/sweep';
import { amountFor } from '@nx-tune/sweep/trial';

/** The limits of a trial that several sweeps may share: it may use as much memory as the most generous of them allows. */
export interface TrialLimits extends Omit<SweepLimits, 'memoryMb'> {
  readonly memoryMb?: Need | readonly Need[];
}

/** The limits of a trial, in numbers. */
export function limitsFor({ memoryMb = [], ...limits }: TrialLimits, params: JsonObject): Limits {
  const needs = typeof memoryMb === 'number' || 'param' in memoryMb ? [memoryMb] : memoryMb;
  const amounts = needs.map((need) => amountFor(need, params));
  return amounts.length === 0 ? limits : { ...limits, memoryMb: Math.max(...amounts) };
}

/** The resources of a trial, in numbers. */
export const resourcesFor = ({ cpus, gpus }: SweepResources, params: JsonObject): Resources =>
  defined({
    cpus: cpus === undefined ? undefined : amountFor(cpus, params),
    gpus: gpus === undefined ? undefined : amountFor(gpus, params),
  });

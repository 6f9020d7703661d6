import type { LockedTrial, Sweep } from '@nx-tune/sweep';

type Unranked = Pick<LockedTrial, 'outcome' | 'metrics' | 'measured'>;

/** Says why the trials of a lock cannot be ranked: completed ones lack the sweep's metric. Undefined if they can be. */
export function whyUnranked(
  lock: string,
  { trials }: { readonly trials: readonly Unranked[] },
  { metric: { name }, measured: properties }: Pick<Sweep, 'metric' | 'measured'>,
): string | undefined {
  const lacking = trials.filter(
    ({ outcome, metrics, measured = {} }) =>
      outcome.kind === 'completed' && !Object.hasOwn(metrics, name) && !Object.hasOwn(measured, name),
  );
  if (lacking.length === 0) return undefined;
  const why = properties.some((metric) => metric.name === name)
    ? ' Earlier versions did not record metrics that are not deterministic.'
    : '';
  return `${lock} has no value of ${name} for ${lacking.length} of its trials, so they cannot be ranked.${why}`;
}

import { type LockedTrial, needsCost, type Search } from '@nx-tune/sweep';

/** Says why a lock does not say which trials a sweep asks for: it does not have what some of them cost, and proposals depend on that. */
export function whyUncosted(
  lock: string,
  { trials }: { readonly trials: readonly Pick<LockedTrial, 'seconds'>[] },
  search: Pick<Search, 'budgetSeconds' | 'gp'>,
): string | undefined {
  const unknown = needsCost(search) ? trials.filter(({ seconds }) => seconds === undefined).length : 0;
  return unknown === 0
    ? undefined
    : `${lock} does not say how long ${unknown} of its trials took, and proposals depend on that: it was written before the sweep asked for that.`;
}

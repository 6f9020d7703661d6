import { type LockedTrial, readFor, type Sweep } from '@nx-tune/sweep';

type Unranked = Pick<LockedTrial, 'outcome' | 'metrics' | 'measured'>;

/**
 * Says why the trials of a lock cannot be ranked: it lacks the sweep's metric of some that have ended well, and does not say that
 * they did not return it. Undefined if they can be.
 */
export function whyUnranked(
  lock: string,
  { trials }: { readonly trials: readonly Unranked[] },
  { metric, measured: properties }: Pick<Sweep, 'metric' | 'measured'>,
): string | undefined {
  const missingIn = (trial: Unranked): string | undefined => missingOf(readFor(metric, withMeasured(trial)));
  const lacking = trials.filter((trial) => missingIn(trial) !== undefined && missingIn(trial) !== missingOf(trial));
  const [first] = lacking;
  if (first === undefined) return undefined;
  const name = missingIn(first) ?? metric.name;
  const why = properties.some((metric) => metric.name === name)
    ? ' Earlier versions did not record metrics that are not deterministic.'
    : bareNumber(lacking);
  return `${lock} has no value of ${name} for ${lacking.length} of its trials, so they cannot be ranked.${why}`;
}

/** A lock gives a bare number the name that the metric had, so it may be the metric under another name. */
function bareNumber(lacking: readonly Unranked[]): string {
  const names = new Set(lacking.map((trial) => Object.keys(withMeasured(trial).metrics).join('\n')));
  const [only = ''] = names;
  if (names.size !== 1 || only === '' || only.includes('\n')) return '';
  return ` They have ${only} alone. If that is a bare number whose metric has a new name, run the sweep: trials that are cached are not computed again.`;
}

const missingOf = ({ outcome }: Pick<Unranked, 'outcome'>): string | undefined =>
  outcome.kind === 'failed' ? outcome.missing : undefined;

const withMeasured = ({ outcome, metrics, measured }: Unranked): Omit<Unranked, 'measured'> => ({
  outcome,
  metrics: { ...metrics, ...measured },
});

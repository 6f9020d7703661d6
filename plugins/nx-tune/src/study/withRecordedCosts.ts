import { defined } from '@nx-tune/search';
import { costsInLock, needsCost, type Search } from '@nx-tune/sweep';

import { readOwnLock } from './readLock.js';

/** A search with what its trials cost by the lock in this file, if what it proposes depends on that. A lock that cannot be read says nothing. */
export function withRecordedCosts<T extends Pick<Search, 'budgetSeconds' | 'gp' | 'metric'>>(
  search: T,
  lock: string,
): T & Pick<Search, 'recorded'> {
  if (!needsCost(search)) return search;
  const reading = readOwnLock(lock);
  return {
    ...search,
    ...defined({ recorded: reading.kind === 'lock' ? costsInLock(reading.lock, search.metric) : undefined }),
  };
}

/** The message if another run has written the lock meanwhile. */
export const changedCosts =
  'What the lock of the sweep says about the cost of trials has changed since this run began. Run it again.';

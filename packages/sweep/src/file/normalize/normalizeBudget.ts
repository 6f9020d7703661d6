import { adaptiveMethodNames, defined, isAdaptive } from '@nx-tune/search';

import type { Sweep } from '../../model/sweep.js';
import type { FileFinding } from '../finding.js';
import type { SweepFile } from '../schema/sweepKeys.js';

const secondsPerHour = 3600;

/** Normalizes what trials may cost. A budget in money is one in seconds; of two, the smaller counts. */
export function normalizeBudget({
  budget_seconds: seconds,
  budget_price: price,
  price_per_hour: pricePerHour,
}: SweepFile): Pick<Sweep, 'budgetSeconds' | 'pricePerHour'> {
  const paid = price === undefined || pricePerHour === undefined ? undefined : (secondsPerHour * price) / pricePerHour;
  const budgets = [seconds, paid].filter((budget) => budget !== undefined);
  return {
    ...(budgets.length === 0 ? {} : { budgetSeconds: Math.min(...budgets) }),
    ...defined({ pricePerHour }),
  };
}

/** Finds budgets that nothing would keep to. */
export function budgetProblems({ method, price_per_hour, budget_seconds, budget_price }: SweepFile): FileFinding[] {
  const keys = Object.keys(defined({ budget_seconds, budget_price }));
  if (!isAdaptive(method))
    return keys.map((key) => ({
      at: [key],
      rule: `"${key}" is only for methods that learn: the trials of others are known in advance, and which of them are within a budget would depend on which end first`,
      found: `the method is ${method}`,
      remedy: `Use "run_cap", or "method: ${adaptiveMethodNames[0]}".`,
    }));
  if (budget_price === undefined || price_per_hour !== undefined) return [];
  return [
    {
      at: ['budget_price'],
      rule: '"budget_price" needs a price',
      found: 'there is no "price_per_hour"',
      remedy: 'Add "price_per_hour: 0.4" with what an hour of computing costs, or write "budget_seconds".',
    },
  ];
}

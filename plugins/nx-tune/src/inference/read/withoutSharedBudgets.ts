import { needsCost, searchId } from '@nx-tune/sweep';

import type { SweepPlan, ValidSweepPlan } from '../sweepPlan.js';

/**
 * Refuses sweeps of a project that are the same search but for a budget. They would share the trials that are proposed, while
 * each has a lock of its own, and so may end elsewhere.
 */
export function withoutSharedBudgets(root: string, plans: readonly SweepPlan[]): readonly SweepPlan[] {
  const searches = new Map<string, ValidSweepPlan[]>();
  for (const plan of plans) {
    if (plan.kind !== 'valid' || plan.slots.length === 0) continue;
    const id = searchId(plan.sweep);
    searches.set(id, [...(searches.get(id) ?? []), plan]);
  }
  const refused = [...searches.values()].filter(
    (same) => same.length > 1 && same.some(({ sweep }) => needsCost(sweep)),
  );
  return plans.map((plan) => {
    const same = refused.find((group) => group.some((one) => one === plan));
    if (same === undefined) return plan;
    const files = same.map(({ file }) => `${root}/${file}`).join(' and ');
    const problem = `${files} are the same search, and what they propose depends on what its trials cost, which each counts by its own lock. Give one of them another "seed", or remove it.`;
    return { kind: 'invalid', name: plan.name, file: plan.file, problems: [problem] };
  });
}

/**
 * Chooses what the best configuration is, and with it rank 1 and `best.json`. `seen`: the best value of a first trial, as if there were
 * no replicates. `mean`: the best mean, among configurations with the most replicates. `lower_bound`: the best of pessimistic bounds,
 * which lie the further behind the mean the fewer replicates a configuration has.
 */
export const pickRules = ['seen', 'mean', 'lower_bound'] as const;

export type PickRule = (typeof pickRules)[number];

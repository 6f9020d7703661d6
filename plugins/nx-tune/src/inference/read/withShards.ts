import type { SweepDefaults } from '@nx-tune/sweep';

import { shardsVariable } from '../../constants.js';
import type { SweepPlan } from '../sweepPlan.js';

const mostShards = 256;

/**
 * Sets the number of shards of a sweep: from the environment of the run, or else the sweep file, or else the plugin's option
 * `shards` in nx.json. An invalid number in the environment becomes a notice; throwing would break every Nx command.
 */
export function withShards(plan: SweepPlan, defaults: SweepDefaults): SweepPlan {
  if (
    plan.kind === 'invalid' ||
    plan.slots.length + plan.promotions.length + plan.rounds.length + plan.judgements.length > 0
  )
    return plan;
  const wanted = process.env[shardsVariable] ?? plan.sweep.shards ?? defaults.shards;
  if (wanted === undefined || wanted === '') return plan;
  const shards = Number(wanted);
  if (Number.isInteger(shards) && shards >= 1 && shards <= mostShards)
    return { ...plan, sweep: { ...plan.sweep, shards } };
  const notice = `${shardsVariable} must be a whole number from 1 to ${mostShards}, but it is ${JSON.stringify(wanted)}, so the sweep is not split into shards`;
  return { ...plan, notices: [...plan.notices, notice] };
}

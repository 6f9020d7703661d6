import type { SweepDefaults } from '@nx-tune/sweep';

import { shardsVariable } from '../../constants.js';
import type { SweepPlan } from '../sweepPlan.js';

const mostShards = 256;

/**
 * How many parts a sweep has: as the environment of the run says, or the sweep file, or the plugin's option `shards` in
 * nx.json. What the environment says and is no such number is told as a note, for a throw would break every command.
 */
export function withShards(plan: SweepPlan, defaults: SweepDefaults): SweepPlan {
  if (plan.kind === 'broken' || plan.slots.length > 0 || plan.promotions.length > 0) return plan;
  const wanted = process.env[shardsVariable] ?? plan.sweep.shards ?? defaults.shards;
  if (wanted === undefined || wanted === '') return plan;
  const shards = Number(wanted);
  if (Number.isInteger(shards) && shards >= 1 && shards <= mostShards)
    return { ...plan, sweep: { ...plan.sweep, shards } };
  const notice = `shards must be a whole number from 1 to ${mostShards}, found ${JSON.stringify(wanted)}: there are no parts`;
  return { ...plan, notices: [...plan.notices, notice] };
}

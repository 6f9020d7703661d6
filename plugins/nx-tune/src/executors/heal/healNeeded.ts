import type { HowToCheck } from '@nx-tune/runner';
import type { ExecutorContext } from '@nx/devkit';

import { readSettled } from '../../study/readSettled.js';
import { type Healed, healTrials } from './healTrials.js';
import { neededTasks, trialOf, wrongTrials } from './wrongTrials.js';

/** Puts those trials right, of all that a task has waited for, whose folders are not what the trials left. */
export async function healNeeded(context: ExecutorContext, how: HowToCheck): Promise<Healed> {
  const needed = neededTasks(context);
  const wrong = await readSettled(
    () => wrongTrials(context, needed, how),
    (found) => found.length > 0,
  );
  if (wrong.length === 0) return { notes: [], problems: [], computed: 0 };
  const isWrong = new Set(wrong.map(({ task }) => task));
  const right = needed.filter((task) => !isWrong.has(task)).flatMap((task) => trialOf(task, context)?.trialDir ?? []);
  return healTrials(wrong, context, right);
}

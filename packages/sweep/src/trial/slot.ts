import type { BudgetAmount } from './budget.js';
import type { EvaluationKey } from './evaluationKey.js';
import type { RacePlace } from './racePlace.js';

/** A position in the task graph for a trial whose params are not known before others have results. */
export interface Slot {
  /** The number of the configuration in the sweep, from 0. */
  readonly number: number;
  readonly generation: number;
  /** Digest of the search that it belongs to, its number and its rung: the same in every sweep file that asks for this. */
  readonly id: string;
  /** The readable part of the task's name. */
  readonly name: string;
  readonly budget?: BudgetAmount;
  /** The evaluation of the configuration, where there are several. */
  readonly evaluation?: EvaluationKey;
  /** The promotion that decides whether it runs, where it continues another. */
  readonly promotedBy?: string;
  /** The judgement that decides whether it runs, where the noise of other trials says how many replicates there are. */
  readonly racedBy?: RacePlace;
}

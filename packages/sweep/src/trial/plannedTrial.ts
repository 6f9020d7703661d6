import type { RacePlace } from './racePlace.js';
import type { Slot } from './slot.js';
import type { TrialDefinition } from './trial.js';

/** A trial with its names: what the task graph is made of. */
export interface PlannedTrial {
  readonly definition: TrialDefinition;
  readonly id: string;
  /** The readable part of the task's name: unique among the trials of a project. */
  readonly name: string;
  /** The settings of its sweep by which it differs from a trial of the same id: see `variantOf`. */
  readonly variant?: string;
  /** Its place in the task graph, where its params were proposed and not known in advance. */
  readonly slot?: Slot;
  /** The promotion that decides whether it runs, where it continues another. */
  readonly promotedBy?: string;
  /** The judgement that decides whether it runs: of a race, where it is not in the first round, or of how many replicates there are. */
  readonly racedBy?: RacePlace;
}

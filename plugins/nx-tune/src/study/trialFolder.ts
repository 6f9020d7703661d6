import { join } from 'node:path';

import { defined } from '@nx-tune/search';
import { type RacePlace, type Slot, type TopCandidate, withVariant } from '@nx-tune/sweep';

import { outputFolder } from '../constants.js';

/** A trial that is planned, or the slot of one. */
type TrialPosition = PositionKey & { readonly slot?: Slot; readonly number?: number };

/** The parts of a position that distinguish it from all others of its project. The id of a slot has its variant. */
export interface PositionKey {
  readonly id: string;
  readonly variant?: string;
}

/** A text that distinguishes a position from all others of its project. */
export const positionKey = ({ id, variant }: PositionKey): string => withVariant(id, variant);

/**
 * The folder of a trial under `.tune`. It is always two levels deep, so that a trial's project finds the project of its sweep
 * three levels up.
 */
export const trialFolder = ({ id, variant, slot, number }: TrialPosition): string =>
  slot === undefined && number === undefined
    ? `trials/${positionKey(defined({ id, variant }))}`
    : `slots/${slot?.id ?? id}`;

/** The path of a trial's folder from the path of its project, which may be absolute or relative to the workspace. */
export const trialDir = (projectDir: string, position: TrialPosition): string =>
  join(projectDir, outputFolder, trialFolder(position));

/** The folder of the params that are proposed for one generation of a search. */
export const askFolder = (search: string, generation: number): string => `asks/${search}-${generation}`;

/** The folder in which a promotion between two rungs writes its tickets. */
export const promotionFolder = (id: string): string => `promotions/${id}`;

/** The ticket of a trial in the folder of the promotion that promotes it. */
export const ownTicketFile = (position: PositionKey): string => `${positionKey(position)}.go.json`;

/**
 * The ticket without which a trial that continues another does not run. Nx hashes the paths of the files that a task reads
 * from others, so the path does not name the promotion that wrote it: a trial keeps its hash when its bracket grows.
 */
export const ticketFile = (position: PositionKey): string => `${gatesFolder}/${positionKey(position)}.json`;

/** The key of a configuration that may be among the best: all of its further trials have one ticket. */
export const candidateKey = ({ id }: TopCandidate): PositionKey => ({ id: `${id}-top` });
/** The ticket of a configuration in a race, which several sweeps may run with the same trials. */
export const raceTicketFile = ({ judgement, place }: RacePlace): string => `${gatesFolder}/${judgement}-${place}.json`;

/** The folder of the tickets that trials read, relative to the project's `.tune`. */
export const gatesFolder = 'gates';

import { join } from 'node:path';

import type { Position, Slot } from '@nx-tune/sweep';

import { outputFolder } from '../constants.js';

/** A trial that is planned, or the slot of one. */
type TrialPosition = Pick<Position, 'id'> & { readonly slot?: Slot; readonly number?: number };

/** The folder of a trial under `.tune`. It is always two levels deep, so that a trial's project finds the project of its sweep three levels up. */
export const trialFolder = ({ id, slot, number }: TrialPosition): string =>
  slot === undefined && number === undefined ? `trials/${id}` : `slots/${slot?.id ?? id}`;

/** The path of a trial's folder from the path of its project, which may be absolute or relative to the workspace. */
export const trialDir = (projectDir: string, position: TrialPosition): string =>
  join(projectDir, outputFolder, trialFolder(position));

/** The folder of the params that are proposed for one generation of a search. */
export const askFolder = (search: string, generation: number): string => `asks/${search}-${generation}`;

/** The folder in which a promotion between two rungs writes its tickets. */
export const promotionFolder = (id: string): string => `promotions/${id}`;

/** The ticket of a trial in the folder of the promotion that promotes it. */
export const ownTicketFile = ({ id }: Pick<Position, 'id'>): string => `${id}.go.json`;

/**
 * The ticket without which a trial that continues another does not run. Nx hashes the paths of the files that a task reads
 * from others, so the path does not name the promotion that wrote it: a trial keeps its hash when its bracket grows.
 */
export const ticketFile = ({ id }: Pick<Position, 'id'>): string => `${gatesFolder}/${id}.json`;

/** The folder of the tickets that trials read, relative to the project's `.tune`. */
export const gatesFolder = 'gates';

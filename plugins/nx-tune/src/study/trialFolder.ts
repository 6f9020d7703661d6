import type { Position, Slot } from '@nx-tune/sweep';

/** The folder of a trial under `.tune`: one level below another, so that a project finds its owner three levels up. */
export const trialFolder = (place: Pick<Position, 'id'> & { readonly slot?: Slot; readonly number?: number }): string =>
  place.slot === undefined && place.number === undefined ? `trials/${place.id}` : `slots/${(place.slot ?? place).id}`;

/** The folder of what is proposed for one generation of a search. */
export const askFolder = (search: string, generation: number): string => `asks/${search}-${generation}`;

/** The folder of what is decided between two rungs. */
export const promotionFolder = (id: string): string => `promotions/${id}`;

/** The file in a promotion's folder by which it lets a trial go on. */
export const ownTicketFile = ({ id }: Pick<Position, 'id'>): string => `${id}.go.json`;

/**
 * The file without which a trial that continues another does not run. Nx hashes the paths of what a task reads from others,
 * so it does not tell which promotion wrote it: then a trial has the same hash in a bracket that has grown.
 */
export const ticketFile = ({ id }: Pick<Position, 'id'>): string => `gates/${id}.json`;

import type { PlannedTrial, Slot } from '@nx-tune/search';

/** The folder of a trial under `.tune`: one level below another, so that a project finds its owner three levels up. */
export const trialFolder = ({ id, slot }: Pick<PlannedTrial, 'id' | 'slot'>): string =>
  slot === undefined ? `trials/${id}` : slotFolder(slot);

export const slotFolder = ({ id }: Pick<Slot, 'id'>): string => `slots/${id}`;

/** The folder of what is proposed for one generation of a search. */
export const askFolder = (search: string, generation: number): string => `asks/${search}-${generation}`;

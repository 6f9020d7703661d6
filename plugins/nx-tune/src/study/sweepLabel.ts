import type { SweepLocation } from './sweepLocation.js';

/** Names a sweep for people: by its project, and by its own name unless that is `tune`. */
export const sweepLabel = ({ project, name }: Pick<SweepLocation, 'project' | 'name'>): string =>
  name === 'tune' ? project : `${project} (${name})`;

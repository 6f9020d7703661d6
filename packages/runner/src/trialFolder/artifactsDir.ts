import { join } from 'node:path';

/** Where an objective may write. */
export const artifactsDir = (trialDir: string): string => join(trialDir, 'artifacts');

/** Where an objective finds what the trial before left. */
export const checkpointDir = (trialDir: string): string => join(trialDir, 'checkpoint');

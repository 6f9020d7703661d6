import { join } from 'node:path';

/** The folder into which an objective may write. */
export const artifactsDir = (trialDir: string): string => join(trialDir, 'artifacts');

/** The folder in which an objective finds the artifacts of the trial that it continues. */
export const checkpointDir = (trialDir: string): string => join(trialDir, 'checkpoint');

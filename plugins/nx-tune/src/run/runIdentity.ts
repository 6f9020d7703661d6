import { runIdVariable } from '../constants.js';

/** Tells this run of Nx from earlier ones: a trial whose `run.json` names it was computed now, any other was restored. */
export function runId(): string {
  const id = process.env[runIdVariable];
  return id === undefined || id === '' ? `process-${process.ppid}` : id;
}

/** Versions that `run.json` names beside Node's. */
export const runtimeVersions: { readonly [name: string]: string } = {
  'nx-tune': (require('../../package.json') as { version: string }).version,
};

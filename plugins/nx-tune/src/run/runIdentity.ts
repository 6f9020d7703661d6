import { runIdVariable } from '../constants.js';

/** Identifies this run of Nx. A trial whose `run.json` has this id was computed now, and any other was restored. */
export function runId(): string {
  const id = process.env[runIdVariable];
  return id === undefined || id === '' ? `process-${process.ppid}` : id;
}

/** Versions in `run.json`, besides Node's. */
export const runtimeVersions: { readonly [name: string]: string } = {
  'nx-tune': (require('../../package.json') as { version: string }).version,
  nx: (require('nx/package.json') as { version: string }).version,
};

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { JsonObject, Method } from '@nx-tune/search';

export interface Asked {
  readonly method: Method;
  /** One of the names of functions.mjs. */
  readonly name: string;
  readonly runCap: number;
  /** The number of sweeps, each with a seed of its own. */
  readonly sweeps: number;
  readonly generation?: number;
}

export interface Trial {
  readonly params: JsonObject;
  readonly loss: number;
}

const compiled = join(__dirname, '../../dist/index.js');
const functions = pathToFileURL(join(__dirname, 'functions.mjs')).href;

/** The trials of each sweep, as the compiled package finds them. */
export function runSweeps({ sweeps, ...asked }: Asked): Trial[][] {
  const seeds = Array.from({ length: sweeps }, (_, index) => `acceptance ${index}`);
  const args = [join(__dirname, 'runSweeps.cjs'), compiled, functions, JSON.stringify({ ...asked, seeds })];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e9 })) as Trial[][];
}

/** The best loss of each sweep after a number of trials. */
export const bestOf = (sweeps: readonly (readonly Trial[])[], budget: number): number[] =>
  sweeps.map((trials) => Math.min(...trials.slice(0, budget).map(({ loss }) => loss)));

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

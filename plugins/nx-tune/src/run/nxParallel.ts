import { availableParallelism } from 'node:os';

import type { NxJsonConfiguration } from '@nx/devkit';

import { parallelVariable } from '../constants.js';
import { parallelFromText } from './parallel.js';

/** The number of parallel trials: from the command line, or else NX_PARALLEL, nx.json, or the number of cores. */
export function nxParallel({ parallel }: Pick<NxJsonConfiguration, 'parallel'>): number {
  const cores = availableParallelism();
  const said = [
    process.env[parallelVariable],
    process.env['NX_PARALLEL'],
    parallel === undefined ? undefined : String(parallel),
  ];
  return said.map((text) => parallelFromText(text ?? '', cores)).find((count) => count !== undefined) ?? cores;
}

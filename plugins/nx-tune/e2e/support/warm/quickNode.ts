import { join } from 'node:path';

/**
 * Options of Node for a process, and threads, that soon end: to optimize functions, and to collect garbage often, costs a sixth of
 * the time of tests, and gains nothing.
 */
export const quickStart: readonly string[] = ['--no-opt', '--max-semi-space-size=32'];

/** Options for one command of Nx, which its forks take over: a process that has loaded Nx before has compiled its code. */
export const quickNode = (): readonly string[] => [
  ...quickStart,
  '--require',
  join(process.env['NX_TUNE_E2E_BASE'] ?? '', 'warm/quickLoader.js'),
];

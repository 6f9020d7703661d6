import type { Program } from './protocol.js';

/** Commands of Nx that a warm process runs as a cold one does: the contract suite compares them. */
const warmCommands = /^(run|run-many|affected|show|daemon|tune(-.+)?|lint)$/;

/**
 * Says whether a warm process can run a command that sets these environment variables: Node reads its options when it starts.
 */
export function isWarmCommand(program: Program, [name = '']: readonly string[], variables: readonly string[]): boolean {
  if (process.env['NX_TUNE_E2E_REAL'] === 'true') return false;
  return (program === 'nx-tune' || warmCommands.test(name)) && !variables.includes('NODE_OPTIONS');
}

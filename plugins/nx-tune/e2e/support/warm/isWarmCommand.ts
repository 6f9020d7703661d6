import type { Program } from './protocol.js';

/** Commands of Nx that a warm process runs as a cold one does: the contract suite compares them. */
const warmCommands = /^(run|run-many|affected|show|daemon|tune(-.+)?|lint)$/;

/** What a process takes from its environment when it starts, and not from the one of a command. */
const fixedAtStart = ['LC_ALL', 'LANG', 'NODE_OPTIONS'];

/** Says whether a warm process can run a command that sets these environment variables. */
export function isWarmCommand(program: Program, [name = '']: readonly string[], variables: readonly string[]): boolean {
  if (process.env['NX_TUNE_E2E_REAL'] === 'true') return false;
  return (
    (program === 'nx-tune' || warmCommands.test(name)) && !fixedAtStart.some((variable) => variables.includes(variable))
  );
}

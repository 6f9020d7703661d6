import { measureCommand, nxProgram } from './measureCommand.mjs';

/** Seconds that a whole `nx` process takes, with caches in `caches`. */
export const nxSeconds = (root, caches, args) => measureCommand(root, caches, [nxProgram, ...args]).seconds;

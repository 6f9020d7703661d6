import { dirname } from 'node:path';

import { compileFolder } from '../compileFolder';

/** Compiles the warm process into a folder. */
export const compileServer = (folder: string): void => compileFolder(dirname(require.resolve('./server')), folder);

import { isMainThread } from 'node:worker_threads';

import { shareBaseCode } from './baseCode.js';

/** Is loaded before Nx in a process for one command: see `quickNode`. What threads read is watched. */
if (isMainThread) shareBaseCode();

import { existsSync } from 'node:fs';

/** True if the system shows its processes as files, as Linux does. */
export const hasProc = (): boolean => (known ??= existsSync('/proc/self/stat'));
let known: boolean | undefined;

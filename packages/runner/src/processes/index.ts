export { endTree } from './endTree.js';
export { findProcess } from './findProcess.js';
export { isTreeStopped } from './isTreeStopped.js';
export { processIdentity, type ProcessIdentity, processState } from './processIdentity.js';
export { terminalOfProcess } from './terminalOfProcess.js';

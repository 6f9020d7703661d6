/** Of `@nx/devkit` itself, most is loaded for nothing: it takes as long as all the rest of a verb. */
export { workspaceRoot } from 'nx/src/utils/workspace-root.js';

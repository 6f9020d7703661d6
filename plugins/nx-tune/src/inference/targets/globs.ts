import type { Project } from '../../study/project.js';

/** Turns a path into a glob that matches nothing else. Nx reads the paths of filesets and of `json` inputs as globs. */
export const escapeGlob = (path: string): string => path.replace(/[\\[\]{}()*!?]/g, '\\$&');

/** A glob relative to a project, as one relative to the workspace. The project's root is a path. */
export const inProject = ({ root }: Project, glob: string): string =>
  root === '.' ? glob : `${escapeGlob(root)}/${glob}`;

import type { ProjectGraph } from '@nx/devkit';

import { tuneExecutor } from '../../constants.js';

/** A sweep file and its project. */
export interface ProjectSweepFile {
  /** The project's root, relative to the workspace. */
  readonly root: string;
  /** The file's name. */
  readonly file: string;
}

/** Lists the sweep files of a workspace. */
export const projectSweepFiles = ({ nodes }: Pick<ProjectGraph, 'nodes'>): ProjectSweepFile[] =>
  Object.values(nodes).flatMap(({ data: { root, targets = {} } }) =>
    Object.values(targets).flatMap(({ executor, options }) => {
      const file = (options as { readonly sweepFile?: unknown } | undefined)?.sweepFile;
      return executor === tuneExecutor && typeof file === 'string' ? [{ root, file }] : [];
    }),
  );

import type { ProjectGraph } from '@nx/devkit';

import { tuneExecutor } from '../../constants.js';

/** Where a sweep file stands. */
export interface ProjectSweepFile {
  /** Of its project, relative to the workspace. */
  readonly root: string;
  /** Its name. */
  readonly file: string;
}

/** The sweep files of a workspace. */
export const projectSweepFiles = ({ nodes }: Pick<ProjectGraph, 'nodes'>): ProjectSweepFile[] =>
  Object.values(nodes).flatMap(({ data: { root, targets = {} } }) =>
    Object.values(targets).flatMap(({ executor, options }) => {
      const file = (options as { readonly sweepFile?: unknown } | undefined)?.sweepFile;
      return executor === tuneExecutor && typeof file === 'string' ? [{ root, file }] : [];
    }),
  );

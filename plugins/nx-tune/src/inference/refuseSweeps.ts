import { basename, dirname } from 'node:path';

import { sweepName } from '@nx-tune/sweep/names';
import type { CreateNodes } from '@nx/devkit';

import { outputFolder } from '../constants.js';
import { readProject } from '../study/project.js';
import { inferProjects } from './targets/inferProjects.js';
import type { SweepPlan } from './sweepPlan.js';

/** Infers targets that report one problem, for a workspace in which no sweep can run. Every other command of Nx works. */
export const refuseSweeps = (
  problem: string,
  files: readonly string[],
  workspaceRoot: string,
): ReturnType<CreateNodes[1]> =>
  files
    .filter((file) => !file.split('/').includes(outputFolder))
    .map((file) => {
      const root = dirname(file);
      const project = readProject(workspaceRoot, root) ?? { name: root, root, hasPackageJson: false };
      const names = { name: sweepName(basename(file)) ?? '', file: basename(file) };
      const plan: SweepPlan = { kind: 'invalid', ...names, problems: [`${file}: ${problem}`] };
      return [file, { projects: inferProjects(project, [plan]) }] as const;
    });

import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';

import { outputFolder, trialTag } from '../../constants.js';
import type { Project } from '../../study/project.js';
import { escapeGlob } from './globs.js';

/** Inferred projects, by their root folder relative to the workspace. */
export type InferredProjects = Record<string, Omit<ProjectConfiguration, 'root'>>;

/**
 * A project with tasks of ours alone. Nx does not hash the type of a project; where there is none, it looks for three files in the folder
 * of each project to find it.
 */
export const taskProject = (
  name: string,
  targets: Record<string, TargetConfiguration>,
): InferredProjects[string] & { readonly name: string } => ({
  name,
  projectType: 'library',
  tags: [trialTag],
  targets,
});

/** A folder under the `.tune` of a project. */
export const outputRoot = ({ root }: Project, path: string): string =>
  `${root === '.' ? '' : `${root}/`}${outputFolder}/${path}`;

/** The folder of a project as an output. Nx reads outputs as globs, so a path with their characters is written out. */
export const outputIn = (root: string): string =>
  escapeGlob(root) === root ? '{projectRoot}' : `{workspaceRoot}/${escapeGlob(root)}`;

/** Nx replaces `{projectRoot}` and the like in options; in JSON, a brace before a letter can only be part of a string. */
export const escapeTokens = (json: string): string => json.replace(/\{(?=\w)/g, '\\u007b');

import type { ProjectConfiguration } from '@nx/devkit';

import { outputFolder } from '../../constants.js';
import type { Project } from '../../study/project.js';
import { escapeGlob } from './globs.js';

/** Inferred projects, by their root folder relative to the workspace. */
export type InferredProjects = Record<string, Omit<ProjectConfiguration, 'root'>>;

/** A folder under the `.tune` of a project. */
export const outputRoot = ({ root }: Project, path: string): string =>
  `${root === '.' ? '' : `${root}/`}${outputFolder}/${path}`;

/** The folder of a project as an output. Nx reads outputs as globs, so a path with their characters is written out. */
export const outputIn = (root: string): string =>
  escapeGlob(root) === root ? '{projectRoot}' : `{workspaceRoot}/${escapeGlob(root)}`;

/** Nx replaces `{projectRoot}` and the like in options; in JSON, a brace before a letter can only be part of a string. */
export const escapeTokens = (json: string): string => json.replace(/\{(?=\w)/g, '\\u007b');

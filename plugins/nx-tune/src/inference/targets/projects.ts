import type { ProjectConfiguration } from '@nx/devkit';

import { outputFolder } from '../../constants.js';
import type { Project } from '../../study/project.js';

/** Inferred projects, by their root folder relative to the workspace. */
export type InferredProjects = Record<string, Omit<ProjectConfiguration, 'root'>>;

/** A folder under the `.tune` of a project. */
export const outputRoot = ({ root }: Project, path: string): string =>
  `${root === '.' ? '' : `${root}/`}${outputFolder}/${path}`;

/** Nx replaces `{projectRoot}` and the like in options; in JSON, a brace before a letter can only be part of a string. */
export const escapeTokens = (json: string): string => json.replace(/\{(?=\w)/g, '\\u007b');

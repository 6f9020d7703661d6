import type { ProjectConfiguration } from '@nx/devkit';

import { outputFolder } from '../../constants.js';
import type { Project } from '../../study/project.js';

/** Inferred projects, by their root folder relative to the workspace. */
export type Projects = Record<string, Omit<ProjectConfiguration, 'root'>>;

/** A folder under the `.tune` of an owner. */
export const outputRoot = (owner: Project, path: string): string =>
  `${owner.root === '.' ? '' : `${owner.root}/`}${outputFolder}/${path}`;

/** Nx replaces `{projectRoot}` and its like in options; in JSON a brace before a letter can only stand inside a text. */
export const withoutTokens = (json: string): string => json.replace(/\{(?=\w)/g, '\\u007b');

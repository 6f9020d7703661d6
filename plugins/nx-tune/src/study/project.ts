import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';

import { readJson } from './readJson.js';

/** The Nx project whose root folder has a sweep file. */
export interface Project {
  readonly name: string;
  /** Relative to the workspace; `.` for a project in the workspace's own root. */
  readonly root: string;
  readonly hasPackageJson: boolean;
}

/** The project of a folder, by Nx's own rules for names, or undefined if the folder is not a project. */
export function readProject(workspaceRoot: string, root: string): Project | undefined {
  const project = readManifest(join(workspaceRoot, root, 'project.json'));
  const manifest = readManifest(join(workspaceRoot, root, 'package.json'));
  if (project === undefined && manifest === undefined) return undefined;
  const name =
    text(project?.['name']) ??
    text((manifest?.['nx'] as Record<string, unknown> | undefined)?.['name']) ??
    text(manifest?.['name']);
  return { name: name ?? basename(join(workspaceRoot, root)), root, hasPackageJson: manifest !== undefined };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Reads a manifest. One that is not JSON still makes a project; reporting it is up to Nx. */
const readManifest = (file: string): ReturnType<typeof readJson> =>
  readJson(file) ?? (existsSync(file) ? {} : undefined);

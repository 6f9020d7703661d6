import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The Nx project in whose root a sweep file stands. */
export interface Project {
  readonly name: string;
  /** Relative to the workspace; `.` for a project in the workspace's own root. */
  readonly root: string;
  readonly hasPackageJson: boolean;
}

/** The project of a folder, by Nx's own rules for names, or undefined if the folder is no project. */
export function readProject(workspaceRoot: string, root: string): Project | undefined {
  const project = readJson(join(workspaceRoot, root, 'project.json'));
  const manifest = readJson(join(workspaceRoot, root, 'package.json'));
  if (project === undefined && manifest === undefined) return undefined;
  const name =
    text(project?.['name']) ??
    text((manifest?.['nx'] as Record<string, unknown> | undefined)?.['name']) ??
    text(manifest?.['name']);
  return { name: name ?? basename(join(workspaceRoot, root)), root, hasPackageJson: manifest !== undefined };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** A manifest that is no JSON is Nx's to report. */
function readJson(file: string): Record<string, unknown> | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

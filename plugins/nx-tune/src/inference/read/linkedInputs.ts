import { join, relative } from 'node:path';

import type { DeclaredInput, Sweep } from '@nx-tune/sweep';

import { globBase, globMatcher, restsOfGlob } from '../../imports/globMatcher.js';
import type { Project } from '../../study/project.js';
import { inProject } from '../targets/globs.js';
import { projectSource } from '../targets/projectSource.js';
import { realPath } from '../../study/realPath.js';
import { findLinks, type Link } from './findLinks.js';

/** The content that a glob matches behind a link: the file that is linked, or globs below the folder that is. */
export interface LinkedInput extends Link {
  readonly rests: readonly string[];
}

/**
 * Finds the links among a project's source. Nx takes a link for a file of its own and does not see its target change; links
 * that git ignores are not source.
 */
export function linkedSource(workspaceRoot: string, project: Project, sweep: Sweep): LinkedInput[] {
  const { globs, ignored } = projectSource(project, sweep);
  const omitted = ignored.map((glob) => globMatcher(inProject(project, glob)));
  return globs
    .flatMap((glob) => linksOf(workspaceRoot, inProject(project, glob), 'source'))
    .filter(({ path, isFolder }) => !omitted.some((matches) => matches(isFolder ? `${path}/x` : path)));
}

/** Finds the links among declared inputs, and those on the way to them. */
export function linkedInputs(workspaceRoot: string, project: Project, inputs: readonly DeclaredInput[]): LinkedInput[] {
  const globs = inputs.flatMap((input) =>
    input.kind === 'env' ? [] : input.from === 'workspace' ? input.glob : inProject(project, input.glob),
  );
  return globs.flatMap((glob) => [...linkAbove(workspaceRoot, glob), ...linksOf(workspaceRoot, glob, 'declared')]);
}

function linksOf(workspaceRoot: string, glob: string, kind: 'source' | 'declared'): LinkedInput[] {
  const matches = globMatcher(glob);
  return findLinks(workspaceRoot, globBase(glob), kind).flatMap((link) => {
    if (!link.isFolder) return matches(link.path) ? { ...link, rests: [] } : [];
    const rests = restsOfGlob(glob, link.path);
    return rests.length === 0 ? [] : { ...link, rests };
  });
}

/** A folder above declared inputs that is reached through a link. */
function linkAbove(workspaceRoot: string, glob: string): LinkedInput[] {
  const base = globBase(glob);
  const real = realPath(join(workspaceRoot, base));
  const root = realPath(workspaceRoot) ?? workspaceRoot;
  if (real === undefined || relative(root, real).replaceAll('\\', '/') === base) return [];
  return [{ path: base, isFolder: true, first: base, rests: restsOfGlob(glob, base) }];
}

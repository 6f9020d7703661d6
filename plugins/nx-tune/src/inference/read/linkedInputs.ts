import { join, relative } from 'node:path';

import type { Sweep } from '@nx-tune/sweep';

import { globBase, globMatcher, isSpecial } from '../../imports/globMatcher.js';
import { ignoreRules } from '../../imports/ignoredFiles.js';
import type { Project } from '../../study/project.js';
import { inProject } from '../targets/globs.js';
import { projectSource } from '../targets/projectSource.js';
import { findLinks, type Link, realPath } from './findLinks.js';

/**
 * Finds the links among a project's source. Nx takes a link for a file of its own and does not see its target change; links
 * that git ignores are no source.
 */
export function linkedSource(workspaceRoot: string, project: Project, sweep: Sweep): Link[] {
  const isIgnored = ignoreRules(workspaceRoot);
  const { globs, ignored } = projectSource(project, sweep);
  const counts = globs.map((glob) => matcherOf(inProject(project, glob)));
  const omitted = ignored.map((glob) => globMatcher(inProject(project, glob)));
  const bases = new Set(globs.map((glob) => globBase(inProject(project, glob))));
  return [...bases]
    .flatMap((base) => findLinks(workspaceRoot, base, isIgnored))
    .filter((link) => counts.some((matches) => matches(link)) && !omitted.some((matches) => matches(within(link))));
}

/** Finds the links among declared inputs, and those on the way to them. */
export function linkedInputs(workspaceRoot: string, project: Project, sweep: Sweep): Link[] {
  const globs = sweep.inputs.flatMap((input) =>
    input.kind === 'env' ? [] : input.from === 'workspace' ? input.glob : inProject(project, input.glob),
  );
  return globs.flatMap((glob) => {
    const matches = matcherOf(glob);
    const base = globBase(glob);
    const found = findLinks(workspaceRoot, base, () => false).filter(matches);
    return [...linkAbove(workspaceRoot, base, glob), ...found];
  });
}

/** A folder above declared inputs that is reached through a link, or the file if only one is declared. */
function linkAbove(workspaceRoot: string, base: string, glob: string): Link[] {
  const real = realPath(join(workspaceRoot, base));
  const root = realPath(workspaceRoot) ?? workspaceRoot;
  if (real === undefined || relative(root, real).replaceAll('\\', '/') === base) return [];
  const name = glob.split('/').at(-1) ?? '';
  const isFile = !isSpecial(name) && base.split('/').length === glob.split('/').length - 1;
  const found = isFile
    ? { path: `${base}/${name.replace(/\\(.)/g, '$1')}`, isFolder: false }
    : { path: base, isFolder: true };
  return [{ ...found, first: found.path }];
}

/** A linked folder counts if a glob can match a file in it. */
function matcherOf(glob: string): (link: Link) => boolean {
  const matches = globMatcher(glob);
  const depth = glob.includes('**') ? Infinity : glob.split('/').length;
  return ({ path, isFolder }) => (isFolder ? path.split('/').length < depth : matches(path));
}

const within = ({ path, isFolder }: Link): string => (isFolder ? `${path}/x` : path);

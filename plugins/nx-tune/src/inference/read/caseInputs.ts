import { statSync } from 'node:fs';
import { isAbsolute, join, posix, relative, resolve } from 'node:path';

import { canonicalJson, type Json } from '@nx-tune/search';
import type { DeclaredInput, Sweep } from '@nx-tune/sweep';

import { nothingUnseen, joinUnseen, type UnseenByNx } from '../../imports/unseenByNx.js';
import { type CaseGlob, folderOfGlob, isFilePath } from '../../study/findCaseFiles.js';
import type { Project } from '../../study/project.js';
import { escapeGlob } from '../targets/globs.js';
import { behindInputs } from './reachedFiles.js';

/** The inputs of the trials on one case, besides those of all trials of the sweep. */
export interface CaseInputs {
  readonly declared: readonly DeclaredInput[];
  readonly unseen: UnseenByNx;
}

/** The files that the cases of a sweep name. */
export interface Cases {
  /** By the case as canonical JSON; those that name no file have none. */
  readonly inputs: ReadonlyMap<string, CaseInputs>;
  /** Globs of the files that are cases, relative to the workspace: each is an input of the trials on it alone. */
  readonly globs: readonly string[];
  /** Those files, if they are in the workspace, relative to it. */
  readonly files: readonly string[];
}

/**
 * Finds what the texts in cases name: any file or folder that exists counts for the trials on that case. Only what is under
 * `files` is taken out of the inputs of the others.
 */
export function readCaseInputs(workspaceRoot: string, project: Project, { cases = [], caseFiles = [] }: Sweep): Cases {
  const inputs = cases.flatMap((one) => {
    const found = inputsOf(workspaceRoot, project, one);
    return found === undefined ? [] : [[canonicalJson(one), found] as const];
  });
  const globs = caseFiles.flatMap((input) =>
    input.kind === 'files' ? caseGlob(workspaceRoot, project.root, input) : [],
  );
  const files =
    caseFiles.length === 0
      ? []
      : cases.flatMap((one) => (typeof one === 'string' ? posix.join(project.root, one) : []));
  return { inputs: new Map(inputs), globs: [...new Set(globs)].toSorted(), files };
}

/** A glob of cases relative to the workspace. */
function caseGlob(workspaceRoot: string, root: string, input: CaseGlob): string {
  const folder = folderOfGlob(root, input);
  const glob = isFilePath(workspaceRoot, root, input) ? escapeGlob(input.glob) : input.glob;
  return folder === '' ? glob : `${escapeGlob(folder)}/${glob}`;
}

function inputsOf(workspaceRoot: string, project: Project, one: Json): CaseInputs | undefined {
  const named = [...new Set(textsIn(one))].flatMap((text) => placesOf(workspaceRoot, project, text));
  if (named.length === 0) return undefined;
  const declared = named.flatMap(({ glob }): DeclaredInput[] =>
    glob === undefined ? [] : [{ kind: 'files', from: 'workspace', glob }],
  );
  const outside = named.flatMap((one) => one.outside ?? []);
  return {
    declared,
    unseen: joinUnseen([{ ...nothingUnseen, outside }, ...behindInputs(workspaceRoot, project, declared)]),
  };
}

interface Named {
  readonly glob?: string;
  readonly outside?: string;
}

function placesOf(workspaceRoot: string, { root }: Project, text: string): Named[] {
  const projectDir = join(workspaceRoot, root);
  const path = resolve(projectDir, text);
  const kind = kindOf(path);
  if (kind === undefined) return [];
  const at = relative(workspaceRoot, path).replaceAll('\\', '/');
  const isInside = at !== '..' && !at.startsWith('../') && !isAbsolute(at);
  if (!isInside) return kind === 'file' ? [{ outside: isAbsolute(text) ? text : at }] : [];
  if (kind === 'file') return [{ glob: escapeGlob(at) }];
  // A folder that holds the project holds its results, too.
  return isWithin(path, projectDir) || skipped.test(at) ? [] : [{ glob: `${escapeGlob(at)}/**/*` }];
}

const skipped = /(^|\/)(node_modules|\.git|\.nx|\.tune)(\/|$)/;

const isWithin = (folder: string, path: string): boolean => {
  const [first, ...rest] = relative(folder, path).split(/[\\/]/);
  return first !== '..' && !isAbsolute([first, ...rest].join('/'));
};

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** A text may be anything: too long for a name, or a path through a file. */
function kindOf(path: string): 'file' | 'folder' | undefined {
  try {
    const stats = path.includes('\0') ? undefined : statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() === true ? 'file' : stats?.isDirectory() === true ? 'folder' : undefined;
  } catch {
    return undefined;
  }
}

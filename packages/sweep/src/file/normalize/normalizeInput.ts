import type { DeclaredInput } from '../../model/sweep.js';
import type { Normalized } from '../finding.js';
import { pathProblem, plainPath } from '../nameRules.js';
import { showValue } from '../problem.js';

/** Something besides the code that results depend on. */
export function normalizeInput(input: string | { readonly env: string }, index: number): Normalized<DeclaredInput> {
  const at = ['inputs', index];
  return typeof input === 'string' ? fileInput(input, at, 'inputs') : envInput(input.env, [...at, 'env']);
}

/** Files that results depend on, by their glob or path. */
export function fileInput(
  input: string,
  at: readonly PropertyKey[],
  key: 'inputs' | 'cases',
): Normalized<DeclaredInput> {
  const workspace = input.startsWith('{workspaceRoot}/');
  const glob = input.replace(/^\{(workspaceRoot|projectRoot)\}\//, '');
  const why =
    pathProblem(glob) ??
    tokenProblem(glob) ??
    (glob.startsWith('!') ? 'it is an exclusion' : undefined) ??
    (plainPath(glob) === '' ? 'it is empty' : undefined);
  if (why === undefined)
    return { value: { kind: 'files', glob: plainPath(glob), from: workspace ? 'workspace' : 'project' } };
  return {
    problems: [
      {
        at,
        rule:
          key === 'inputs'
            ? 'an input must be a path or glob inside the project, {workspaceRoot}/..., or { env: NAME }'
            : 'the file of a case must be a path or glob inside the project, or {workspaceRoot}/...',
        found: `${showValue(input)} is not: ${why}`,
      },
    ],
  };
}

/** Nx would replace `{projectName}` and its like; a set such as `{csv,json}` has a comma. */
function tokenProblem(glob: string): string | undefined {
  const token = /\{[^{},]*\}/.exec(glob)?.[0];
  return token === undefined
    ? undefined
    : `${token} is allowed only at the beginning, as {projectRoot}/ or {workspaceRoot}/`;
}

function envInput(name: string, at: readonly PropertyKey[]): Normalized<DeclaredInput> {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return { value: { kind: 'env', name } };
  return {
    problems: [
      {
        at,
        rule: 'an environment variable\'s name must consist of letters, digits and "_"',
        found: `it is ${showValue(name)}`,
      },
    ],
  };
}

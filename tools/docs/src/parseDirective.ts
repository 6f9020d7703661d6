import { type Step, type WorkspaceKind, workspaceKinds } from './page.js';

/** An instruction for the tests, in a comment that readers do not see. */
export type Directive =
  | { readonly kind: 'workspace'; readonly name: WorkspaceKind }
  | { readonly kind: 'before'; readonly script: string }
  | { readonly kind: 'needs'; readonly command: string }
  | Pick<Extract<Step, { kind: 'not run' }>, 'kind' | 'nevertheless' | 'reason'>
  | { readonly kind: 'exit code'; readonly code: number }
  | { readonly kind: 'generated' };

const forms: readonly (readonly [RegExp, (match: RegExpExecArray) => Directive | undefined])[] = [
  [
    /^workspace: (\w+)$/,
    ([, word]) => {
      const name = workspaceKinds.find((kind) => kind === word);
      return name === undefined ? undefined : { kind: 'workspace', name };
    },
  ],
  [/^before: (.+)$/, ([, script = '']) => ({ kind: 'before', script })],
  [/^needs: (.+)$/, ([, command = '']) => ({ kind: 'needs', command })],
  [/^not run: (.{10,})$/, ([, reason = '']) => ({ kind: 'not run', nevertheless: 'nothing', reason })],
  [/^checked, not run: (.{10,})$/, ([, reason = '']) => ({ kind: 'not run', nevertheless: 'look up', reason })],
  [/^takes long: (.{10,})$/, ([, reason = '']) => ({ kind: 'not run', nevertheless: 'run at length', reason })],
  [/^written by `[^`]+`/i, () => ({ kind: 'generated' })],
  [/^exit code: (\d+)$/, ([, code]) => ({ kind: 'exit code', code: Number(code) })],
];

/** Parses the directive in a block of HTML; undefined for a block that is not a comment. */
export function parseDirective(place: string, html: string): Directive | undefined {
  const comment = /^<!--\s*([^]*?)\s*-->\s*$/.exec(html)?.[1];
  if (comment === undefined) return undefined;
  for (const [pattern, read] of forms) {
    const match = pattern.exec(comment);
    const directive = match === null ? undefined : read(match);
    if (directive !== undefined) return directive;
  }
  throw new Error(`${place} "${comment}" is not a comment that the tests know: see tools/docs/README.md`);
}

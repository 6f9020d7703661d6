import { type WorkspaceKind, workspaceKinds } from './page.js';

/** What a comment, which readers do not see, asks of the tests. */
export type Directive =
  | { readonly kind: 'workspace'; readonly name: WorkspaceKind }
  | { readonly kind: 'needs'; readonly command: string }
  | { readonly kind: 'not run'; readonly checked: boolean; readonly reason: string }
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
  [/^needs: (.+)$/, ([, command = '']) => ({ kind: 'needs', command })],
  [/^not run: (.{10,})$/, ([, reason = '']) => ({ kind: 'not run', checked: false, reason })],
  [/^checked, not run: (.{10,})$/, ([, reason = '']) => ({ kind: 'not run', checked: true, reason })],
  [/^written by `[^`]+`/i, () => ({ kind: 'generated' })],
  [/^exit code: (\d+)$/, ([, code]) => ({ kind: 'exit code', code: Number(code) })],
];

/** The directive of a block of HTML; undefined for one that is no comment. */
export function parseDirective(place: string, html: string): Directive | undefined {
  const comment = /^<!--\s*([^]*?)\s*-->\s*$/.exec(html)?.[1];
  if (comment === undefined) return undefined;
  for (const [pattern, read] of forms) {
    const match = pattern.exec(comment);
    const directive = match === null ? undefined : read(match);
    if (directive !== undefined) return directive;
  }
  throw new Error(`${place} "${comment}" is no comment that tests know: see tools/docs/README.md`);
}

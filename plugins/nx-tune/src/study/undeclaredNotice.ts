import { posix } from 'node:path';

import type { Sweep, TrialRun, Undeclared } from '@nx-tune/sweep';

/** The most files that a note names. */
const mostNamed = 10;

/** Says which files trials read without declaring them, each once, and which lines declare them. Empty if there are none. */
export function undeclaredNotices(
  { undeclared: mode }: Pick<Sweep, 'undeclared'>,
  runs: readonly (TrialRun | undefined)[],
  { project, root, file }: { readonly project: string; readonly root: string; readonly file: string },
): string[] {
  const found = runs.flatMap((run) => run?.undeclared ?? []);
  if (found.length === 0) return [];
  const lines = undeclaredLines(found, root);
  const unknown = [...new Set(found.flatMap((one) => one.unknown ?? []))];
  const [subject, verb] = found.length === 1 ? ['1 trial', 'is'] : [`${found.length} trials`, 'are'];
  const consequence =
    mode === 'allow'
      ? `${verb} cached all the same ("undeclared: allow"), so a change of what is not declared leaves stale results`
      : `${verb} not cached`;
  return [
    ...(lines.length === 0
      ? []
      : [
          [
            `${subject} read files that are not declared as inputs, and ${consequence}. Add to ${file}, or run npx nx-tune doctor ${project} --fix:`,
            'inputs:',
            ...lines.slice(0, mostNamed).map((line) => `  - ${quoted(line)}`),
            ...(lines.length > mostNamed ? [`  # and ${lines.length - mostNamed} more`] : []),
          ].join('\n'),
        ]),
    ...unknown.map((why) => `${subject} ${consequence}, since ${why}.`),
  ];
}

/** The lines that declare files under `inputs`: relative to the project, or to the workspace if they lie elsewhere. */
function undeclaredLines(found: readonly Undeclared[], root: string): string[] {
  const files = [...new Set(found.flatMap((one) => one.files))].sort();
  return files.map((file) => {
    const path = posix.relative(root, file);
    return path.startsWith('..') ? `{workspaceRoot}/${escapeGlob(file)}` : escapeGlob(path);
  });
}

/** A file's name may hold characters that are special in a glob; the last part of a listed folder is a glob. */
const escapeGlob = (file: string): string => file.replace(/[[\]{}()!?]|\*(?!$)/g, '?');

/** YAML would read some words as something else than text. */
const quoted = (line: string): string =>
  /^[\w./-]+$/.test(line) && /[A-Za-z]/.test(line[0] ?? '') ? line : `'${line.replaceAll("'", "''")}'`;

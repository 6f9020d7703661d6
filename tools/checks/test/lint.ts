import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { temporaryFolder } from './temporaryFolder.js';

const root = join(__dirname, '../../..');

interface Report {
  readonly diagnostics: readonly {
    readonly code: string;
    readonly filename: string;
    readonly labels: readonly { readonly span: { readonly line: number } }[];
  }[];
}

/** Lints files, given as lines, with the repository's rules but for the typed ones; answers `file: line` of each breach. */
export function breachesOf(rules: readonly string[], files: Readonly<Record<string, readonly string[]>>): string[] {
  const texts = Object.entries(files).map(([name, lines]) => [name, lines.join('\n')] as const);
  const folder = temporaryFolder({ '.oxlintrc.json': untypedRules(), ...Object.fromEntries(texts) });
  const { stdout } = spawnSync(join(root, 'node_modules/.bin/oxlint'), ['--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return (JSON.parse(stdout) as Report).diagnostics
    .filter(({ code }) => rules.some((rule) => code.endsWith(`(${rule})`)))
    .map(({ filename, labels }) => `${filename}: ${files[filename]?.[(labels[0]?.span.line ?? 0) - 1]}`)
    .toSorted();
}

/** Typed rules look for their program in the linted folder's node_modules, and there are none. */
function untypedRules(): string {
  const config = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')) as { options: object };
  return JSON.stringify({ ...config, options: { ...config.options, typeAware: false } });
}

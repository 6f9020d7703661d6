import { type Json, printable } from '@nx-tune/search';
import { yamlText } from '@nx-tune/sweep';

import type { Format, SweepDraft } from './sweepDraft.js';
import { sweepEntries, type SweepEntry } from './sweepEntries.js';

/** Writes the text of a sweep file. Notes are comments above their keys; JSON has no place for them. */
export const sweepText = (draft: SweepDraft): string => writers[draft.format](draft, sweepEntries(draft));

const writers: Readonly<Record<Format, (draft: SweepDraft, entries: readonly SweepEntry[]) => string>> = {
  yaml: ({ schema }, entries) =>
    `# yaml-language-server: $schema=${schema}\n${lines(entries, '', { comment: '#', end: '', open: '', close: [], word: yamlText })}`,
  json: ({ schema }, entries) => `${json([{ key: '$schema', value: schema }, ...entries], '')}\n`,
  ts: (_, entries) => `import { defineSweep } from 'nx-tune';

// Nx reads this file without running it: use literals, or constants defined in this file.
const sweep = defineSweep({
${lines(entries, '  ', { comment: '//', end: ',', open: ' {', close: ['},'], word: quoted, key: typescriptKey })}});
export default sweep;
`,
};

/** Writes one key per line, like the other formats. */
function json(entries: readonly SweepEntry[], indent: string): string {
  const pairs = entries.map(
    ({ key, value, entries: inner }) =>
      `${indent}  ${JSON.stringify(key)}: ${inner === undefined ? flow(value, JSON.stringify, JSON.stringify) : json(inner, `${indent}  `)}`,
  );
  return `{\n${pairs.join(',\n')}\n${indent}}`;
}

/** The syntax with which a language writes a mapping, one key per line. */
interface Style {
  readonly comment: string;
  readonly end: string;
  readonly open: string;
  readonly close: readonly string[];
  readonly word: (text: string) => string;
  readonly key?: (text: string) => string;
}

function lines(entries: readonly SweepEntry[], indent: string, style: Style): string {
  const { comment, end, open, close, word, key: writeKey = word } = style;
  const write = ({ key, value, note, entries: inner }: SweepEntry): string[] => [
    ...(note === undefined ? [] : [`${comment} ${printable(note)}`]),
    ...(inner === undefined
      ? [`${writeKey(key)}: ${flow(value, word, writeKey)}${end}`]
      : [`${writeKey(key)}:${open}`, ...inner.flatMap(write).map((line) => `  ${line}`), ...close]),
  ];
  return entries
    .flatMap(write)
    .map((line) => `${indent}${line}\n`)
    .join('');
}

/** Writes a value on one line, which differs between YAML and TypeScript only in their strings. */
function flow(value: Json, word: (text: string) => string, key: (text: string) => string): string {
  if (typeof value === 'string') return word(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => flow(item, word, key)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const pairs = Object.entries(value).map(([name, inner]) => `${key(name)}: ${flow(inner, word, key)}`);
  return `{ ${pairs.join(', ')} }`;
}

const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

/** Writes the name of a property, quoted if it must be. */
export const typescriptKey = (text: string): string => (/^[A-Za-z_$][\w$]*$/.test(text) ? text : quoted(text));

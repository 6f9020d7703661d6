import type { Random } from './random.js';
import type { Entry, Format, Line, Part, Subject } from './world.js';

/** A world that is being generated. What is added belongs to the latest feature. */
export interface Draft {
  readonly random: Random;
  readonly entries: Map<string, Entry>;
  readonly env: Record<string, string>;
  readonly subjects: Subject[];
  readonly features: Feature[];
  readonly switches: Switch[];
  /** The number of names that were given. */
  names: number;
}

/** One way in which something is loaded or read. */
export interface Feature {
  /** The subject that may load it; empty for what belongs to all. */
  readonly subject: string;
  title: string;
}

/** A change other than of content, which can be made and taken back. */
export interface Switch {
  readonly title: string;
  readonly feature: number;
  /** For each path what is there when the switch is off, and on. */
  readonly entries?: ReadonlyMap<string, readonly [Entry | undefined, Entry | undefined]>;
  readonly env?: string;
  /** The module in which the statement of the feature may be absent. */
  readonly statementOf?: string;
}

/** A module that gets statements. */
export interface Host {
  readonly subject: Subject;
  readonly path: string;
  readonly format: Format;
  /** The number of imports that lead to it. */
  readonly depth: number;
}

export const startFeature = (draft: Draft, subject: string, title: string = ''): number =>
  draft.features.push({ subject, title }) - 1;

export const feature = (draft: Draft): number => draft.features.length - 1;

export function newPart(draft: Draft, format: Format, more: Partial<Part> = {}): Entry & Part {
  return { kind: 'part', id: newName(draft, 'k'), version: 1, format, lines: [], feature: feature(draft), ...more };
}

export const newText = (draft: Draft, text: string): Entry => ({ kind: 'text', text, feature: feature(draft) });
export const newLink = (draft: Draft, to: string): Entry => ({ kind: 'link', to, feature: feature(draft) });

/** Adds a file or link, and returns its path. */
export function add(draft: Draft, path: string, entry: Entry): string {
  if (draft.entries.has(path)) throw new Error(`Internal error: ${path} was generated twice`);
  draft.entries.set(path, entry);
  return path;
}

export const textOf = (draft: Draft, path: string): string => {
  const entry = draft.entries.get(path);
  return entry?.kind === 'text' ? entry.text : '';
};

export function addStatement({ entries }: Draft, path: string, line: Line): void {
  const entry = entries.get(path);
  if (entry?.kind === 'part') entries.set(path, { ...entry, lines: [...entry.lines, line] });
}

/** Adds a switch between the present files and others. */
export function addSwitch(draft: Draft, title: string, on: { readonly [path: string]: Entry | undefined }): void {
  const entries = new Map(Object.entries(on).map(([path, entry]) => [path, [draft.entries.get(path), entry] as const]));
  draft.switches.push({ title, feature: feature(draft), entries });
}

export const changeSubject = ({ subjects }: Draft, name: string, change: (subject: Subject) => Subject): void => {
  const index = subjects.findIndex((subject) => subject.name === name);
  subjects[index] = change(subjects[index] as Subject);
};

export const newName = (draft: Draft, prefix: string): string => `${prefix}${++draft.names}`;

/** Globs, shells and URLs treat characters of these specially. */
const oddEndings = [
  ' (b)',
  '[d]',
  '{f}',
  "'s",
  '!i',
  '*k',
  '"m',
  '&o',
  '@p',
  '$r',
  ',t',
  '-u',
  '+w',
  '(x)',
  '[y]',
  '{z}',
];

/** A name for a file or folder, which may be odd. */
export const newOddName = (draft: Draft, prefix: string): string =>
  newName(draft, prefix) + (draft.random.chance(0.2) ? draft.random.pick(oddEndings) : '');

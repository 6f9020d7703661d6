import {
  canonicalJson,
  didYouMean,
  type Json,
  type Parameter,
  possibleValue,
  type Space,
  typesOf,
  valueOfType,
} from '@nx-tune/search';
import { parse } from 'yaml';

/** The values of words such as `stepSize=0.3`, by label, or the first thing that is wrong. */
export type ReadWords =
  | { readonly ok: true; readonly named: ReadonlyMap<string, Json> }
  | { readonly ok: false; readonly problem: string };

/** Reads values for parameters, inside or outside of the search space. A value is written as in YAML: `0.3`, `adam`, `[64, 32]`. */
export function readWords(space: Space, words: readonly string[]): ReadWords {
  const named = new Map<string, Json>();
  for (const word of words) {
    const read = readWord(space, word);
    if (typeof read === 'string') return { ok: false, problem: read };
    if (named.has(read.label)) return { ok: false, problem: `${read.label} is given twice. Name each parameter once.` };
    named.set(read.label, read.value);
  }
  const misfit = inactive(space, named);
  return misfit === undefined ? { ok: true, named } : { ok: false, problem: misfit };
}

function readWord(space: Space, word: string): { readonly label: string; readonly value: Json } | string {
  const [, name = '', text = ''] = /^([^=]*)=([^]*)$/.exec(word) ?? [];
  const ofName = parametersOf(space, name);
  if (ofName.length === 0) return unknown(space, name === '' ? word : name);
  for (const take of [possibleValue, ...(text === '' ? [] : [valueOfType])])
    for (const { label, distribution } of ofName)
      for (const value of readings(text)) {
        const taken = take(distribution, value);
        if (taken !== undefined) return { label, value: taken };
      }
  if (text === '') return needsValue(name);
  const types = [...new Set(ofName.flatMap(({ distribution }) => typesOf(distribution)))].join(' or ');
  return `${name} takes ${types}, but it is given as ${JSON.stringify(text)}.`;
}

/** The parameters that a name means: by label, as under "points", or else by path, which alternatives may share. */
function parametersOf(space: Space, name: string): readonly Parameter[] {
  const shown = space.filter(({ path }) => path.length > 0);
  const labelled = shown.filter(({ label }) => label === name);
  return labelled.length > 0 ? labelled : shown.filter(({ path }) => path.join('.') === name);
}

function unknown(space: Space, name: string): string {
  const labels = space.filter(({ path }) => path.length > 0).map(({ label }) => label);
  if (labels.includes(name)) return needsValue(name);
  return `There is no parameter ${JSON.stringify(name)}. ${didYouMean(name, labels) ?? `Name one of ${labels.join(', ')}.`}`;
}

const needsValue = (name: string): string => `${name} needs a value: write ${name}=VALUE.`;

/** A text as YAML reads it, and as it is written, since a listed value may be the text of a number. */
function readings(text: string): Json[] {
  try {
    return [parse(text, { logLevel: 'error' }) as Json, text];
  } catch {
    return [text];
  }
}

/** Says that a named parameter is not active with another named value. */
function inactive(space: Space, named: ReadonlyMap<string, Json>): string | undefined {
  for (const { label, when } of space) {
    if (!named.has(label)) continue;
    for (const condition of when ?? []) {
      const value = named.get(condition.label);
      if (value !== undefined && !condition.values.includes(canonicalJson(value)))
        return `${label} is active only if ${condition.label} is ${condition.values.join(' or ')}, but it is given as ${JSON.stringify(value)}. Leave one of them out.`;
    }
  }
  return undefined;
}

import type { Problem } from '../problem.js';
import type { SweepSource } from '../source.js';
import type { BaseReader } from './baseReader.js';
import { type BaseFile, findBase } from './findBase.js';
import { isMapping, type Layer, layerOf, mergeLayers } from './mergeLayers.js';

/** A sweep file with all files that it extends, read as one. */
export interface LayeredSource extends SweepSource {
  /** The file and the line of a key, or of its nearest parent. */
  readonly placeOf: (path: readonly PropertyKey[]) => { readonly file: string; readonly line: number };
  /** The files of the workspace that it extends, by their paths in it. */
  readonly bases: readonly string[];
}

export type ReadLayers = { readonly source: LayeredSource } | { readonly problems: readonly Problem[] };

/** Reads what a text extends, from file to file. `read` parses one of them; `first` is the text itself, parsed. */
export function readLayers(
  file: string,
  first: SweepSource,
  reader: BaseReader,
  read: (file: string, text: string) => SweepSource | readonly Problem[],
): ReadLayers {
  const layers: Layer[] = [];
  const bases: string[] = [];
  let [place, source]: [Omit<BaseFile, 'text'>, SweepSource] = [{ file, isPreset: false }, first];
  for (;;) {
    if (!isMapping(source.value))
      return layers.length === 0 ? alone(file, first) : { problems: [notMapping(place.file)] };
    layers.push({ file: place.file, source, value: source.value });
    if (!Object.hasOwn(source.value, 'extends')) break;
    const at = { file: place.file, line: source.lineOf(['extends']), path: 'extends' };
    const base = findBase(place, source.value['extends'], reader);
    if ('rule' in base) return { problems: [{ ...at, ...base }] };
    const chain = layers.map((layer) => layer.file);
    if (chain.includes(base.file)) return { problems: [{ ...at, ...circle([...chain, base.file]) }] };
    if (!base.isPreset) bases.push(base.file);
    const next = read(base.file, base.text);
    if (!('lineOf' in next)) return { problems: next };
    [place, source] = [base, next];
  }
  return layers.length === 1 ? alone(file, first) : { source: layered(layers, bases) };
}

function alone(file: string, source: SweepSource): ReadLayers {
  return { source: { ...source, bases: [], placeOf: (path) => ({ file, line: source.lineOf(path) }) } };
}

const layered = (layers: readonly Layer[], bases: readonly string[]): LayeredSource => ({
  value: mergeLayers(layers),
  errors: [],
  lineOf: (path) => layerOf(layers, path).source.lineOf(path),
  isFloat: (path) => layerOf(layers, path).source.isFloat(path),
  notices: layers.flatMap(({ source }) => source.notices ?? []),
  placeOf: (path) => {
    const { file, source } = layerOf(layers, path);
    return { file, line: source.lineOf(path) };
  },
  bases,
});

const notMapping = (file: string): Problem => ({
  file,
  line: 1,
  path: '',
  rule: 'a file that others extend must be a mapping of keys to values',
});

const circle = (
  chain: readonly string[],
): { readonly rule: string; readonly found: string; readonly remedy: string } => ({
  rule: 'files must not extend one another in a circle',
  found: `there is one: ${chain.join(' → ')}`,
  remedy: 'Remove one "extends".',
});

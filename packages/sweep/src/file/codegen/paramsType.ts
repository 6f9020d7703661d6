import { canonicalJson, type Distribution, type Json, type Parameter, type Space, unionLabel } from '@nx-tune/search';

/**
 * The type of a sweep's params as the text of a TypeScript module, which declares it as `Params`: listed values are
 * literals, ranges are numbers, and what has a condition is optional. `file` is the name of the sweep file.
 */
export function paramsType(file: string, space: Space): string {
  const types = alternativesOf(space).map((leaves) => objectType(leaves, new Set(), ''));
  const union = types.length === 1 ? ` ${types[0]}` : types.map((type) => `\n  | ${indented(type)}`).join('');
  return `// Written by \`nx sync\` from ${file}; do not edit.

/** The params of a trial. */
export type Params =${union};
`;
}

interface Leaf {
  readonly path: readonly string[];
  readonly type: string;
  readonly conditions: ReadonlySet<string>;
}

/** The params of each alternative; a space without alternatives counts as one. */
function alternativesOf(space: Space): Leaf[][] {
  const selector = space.find(({ label }) => label === unionLabel)?.distribution;
  const indices = selector?.kind === 'categorical' ? selector.values.map(canonicalJson) : [''];
  const places = space.filter(({ path }) => path.length > 0);
  return indices.map((index) => places.filter((parameter) => isIn(parameter, index)).map(toLeaf));
}

const isIn = ({ when = [] }: Parameter, index: string): boolean =>
  when.every(({ label, values }) => label !== unionLabel || values.includes(index));

const toLeaf = ({ path, distribution, when = [] }: Parameter): Leaf => ({
  path,
  type: valueType(distribution),
  conditions: new Set(when.filter(({ label }) => label !== unionLabel).map((condition) => JSON.stringify(condition))),
});

/** `known` are the conditions that hold where the object is there at all. */
function objectType(leaves: readonly Leaf[], known: ReadonlySet<string>, indent: string): string {
  const inner = `${indent}  `;
  const names = [...new Set(leaves.map(({ path }) => path[0] ?? ''))];
  const lines = names.map((name) => {
    const under = leaves.filter(({ path }) => path[0] === name);
    const [first] = under;
    const shared = new Set([...known, ...conditionsOfAll(under)]);
    const isOptional = shared.size > known.size || under.every((leaf) => dependsOnMore(leaf, known));
    const type =
      first?.path.length === 1
        ? first.type
        : objectType(
            under.map((leaf) => ({ ...leaf, path: leaf.path.slice(1) })),
            shared,
            inner,
          );
    return `${inner}readonly ${key(name)}${isOptional ? '?' : ''}: ${type};`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

const conditionsOfAll = ([first, ...rest]: readonly Leaf[]): string[] =>
  [...(first?.conditions ?? [])].filter((condition) => rest.every(({ conditions }) => conditions.has(condition)));

const dependsOnMore = ({ conditions }: Leaf, known: ReadonlySet<string>): boolean =>
  [...conditions].some((condition) => !known.has(condition));

function valueType(distribution: Distribution): string {
  if (distribution.kind === 'constant') return literalType(distribution.value);
  if (distribution.kind !== 'categorical') return 'number';
  return [...new Set(distribution.values.map(literalType))].join(' | ');
}

function literalType(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `readonly [${value.map(literalType).join(', ')}]`;
  const entries = Object.entries(value).map(([name, inner]) => `readonly ${key(name)}: ${literalType(inner)}`);
  return entries.length === 0 ? '{ readonly [key: string]: never }' : `{ ${entries.join('; ')} }`;
}

const isList: (value: Json) => value is readonly Json[] = Array.isArray;
const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));
const indented = (text: string): string => text.replaceAll('\n', '\n    ');

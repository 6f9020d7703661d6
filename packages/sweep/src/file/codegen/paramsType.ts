import {
  canonicalJson,
  type Distribution,
  isJsonObject,
  type Json,
  type JsonObject,
  type Parameter,
  type Space,
  unionLabel,
} from '@nx-tune/search';

/**
 * The type of a sweep's params as the text of a TypeScript module, which declares it as `Params`: listed values are
 * literals, as are other values of baselines, ranges are numbers, and what has a condition is optional. `file` is the name of the sweep file.
 */
export function paramsType(file: string, space: Space, baselines: readonly JsonObject[] = []): string {
  const types = alternativesOf(space, baselines).map((leaves) => objectType(leaves, new Set(), ''));
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
function alternativesOf(space: Space, baselines: readonly JsonObject[]): Leaf[][] {
  const selector = space.find(({ label }) => label === unionLabel)?.distribution;
  const indices = selector?.kind === 'categorical' ? selector.values.map(canonicalJson) : [''];
  const places = space.filter(({ path }) => path.length > 0);
  return indices.map((index) =>
    places.filter((parameter) => isIn(parameter, index)).map((parameter) => toLeaf(parameter, baselines)),
  );
}

const isIn = ({ when = [] }: Parameter, index: string): boolean =>
  when.every(({ label, values }) => label !== unionLabel || values.includes(index));

const toLeaf = ({ path, distribution, when = [] }: Parameter, baselines: readonly JsonObject[]): Leaf => ({
  path,
  type: valueType(
    distribution,
    baselines.flatMap((params) => valuesAt(params, path)),
  ),
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

function valueType(distribution: Distribution, others: readonly Json[]): string {
  if (distribution.kind !== 'constant' && distribution.kind !== 'categorical') return 'number';
  const listed = distribution.kind === 'constant' ? [distribution.value] : distribution.values;
  return [...new Set([...listed, ...others].map(literalType))].join(' | ');
}

/** The value at a path, if there is one. */
function valuesAt(params: JsonObject, path: readonly string[]): Json[] {
  let value: Json | undefined = params;
  for (const name of path) value = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return value === undefined ? [] : [value];
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

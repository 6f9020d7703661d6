import { parseSync, Visitor } from 'oxc-parser';

/** A call whose value differs between two runs. */
export interface AmbientCall {
  /** The first line is 1. */
  readonly line: number;
  readonly what: string;
  readonly kind: 'clock' | 'randomness';
}

/** Finds the calls in a file that read the clock, or random numbers that the seed does not determine. */
export const ambientCalls = (file: string, text: string): readonly AmbientCall[] =>
  file.endsWith('.py') ? inPython(text) : /\.[cm]?[jt]sx?$/.test(file) ? inScript(file, text) : [];

const members: { readonly [name: string]: AmbientCall['kind'] } = {
  'Date.now': 'clock',
  'performance.now': 'clock',
  'process.hrtime': 'clock',
  'process.hrtime.bigint': 'clock',
  'process.uptime': 'clock',
  'Math.random': 'randomness',
  'crypto.randomUUID': 'randomness',
  'crypto.getRandomValues': 'randomness',
  'crypto.randomBytes': 'randomness',
  'crypto.randomInt': 'randomness',
};

/** Functions of `node:crypto` that may be imported by name. */
const named = new Set(['randomUUID', 'getRandomValues', 'randomBytes', 'randomInt', 'randomFillSync']);

interface Call {
  readonly start: number;
  readonly what: string;
  readonly kind: AmbientCall['kind'];
}

function inScript(file: string, text: string): AmbientCall[] {
  const imported = new Set<string>();
  const calls: Call[] = [];
  const add = (start: number, what: string, kind: AmbientCall['kind']): void => void calls.push({ start, what, kind });
  new Visitor({
    ImportDeclaration: ({ source, specifiers }) => {
      if (!/^(node:)?crypto$/.test(source.value)) return;
      for (const specifier of specifiers)
        if (specifier.type === 'ImportSpecifier' && 'name' in specifier.imported && named.has(specifier.imported.name))
          imported.add(specifier.local.name);
    },
    NewExpression: ({ callee, arguments: given, start }) => {
      if (nameOf(callee) === 'Date' && given.length === 0) add(start, 'new Date()', 'clock');
    },
    CallExpression: ({ callee, start }) => {
      const name = nameOf(callee)?.replace(/^globalThis\./, '');
      if (name === undefined) return;
      const kind = Object.hasOwn(members, name) ? members[name] : undefined;
      if (kind !== undefined) add(start, `${name}()`, kind);
      else if (name === 'Date') add(start, 'Date()', 'clock');
      else if (imported.has(name)) add(start, `${name}()`, 'randomness');
    },
  }).visit(parseSync(file, text).program);
  return calls.map(({ start, ...call }) => ({ ...call, line: text.slice(0, start).split('\n').length }));
}

interface AnyNode {
  readonly type: string;
  readonly name?: unknown;
  readonly object?: unknown;
  readonly property?: unknown;
  readonly computed?: unknown;
}

/** The name of a callee, `a` or `a.b.c`; undefined if it is computed. */
function nameOf(node: AnyNode): string | undefined {
  if (node.type === 'Identifier') return String(node.name);
  if (node.type !== 'MemberExpression' || node.computed === true) return undefined;
  const [object, property] = [nameOf(node.object as AnyNode), nameOf(node.property as AnyNode)];
  return object === undefined || property === undefined ? undefined : `${object}.${property}`;
}

const pythonCalls: readonly (readonly [RegExp, AmbientCall['kind']])[] = [
  [/\btime\.(?:time|time_ns|monotonic|perf_counter)\(\)/, 'clock'],
  [/\bdatetime\.(?:now|utcnow|today)\(\)/, 'clock'],
  [/\bos\.urandom\(|\buuid\.uuid[14]\(|\bsecrets\.\w+\(/, 'randomness'],
];

/** Looks line by line. Calls of `random` are left out, since it may have been seeded before. */
const inPython = (text: string): AmbientCall[] =>
  text.split('\n').flatMap((line, index) => {
    const code = line.replace(/#.*$/, '');
    return pythonCalls.flatMap(([pattern, kind]) => {
      const found = pattern.exec(code)?.[0];
      return found === undefined ? [] : [{ line: index + 1, what: found.endsWith('(') ? `${found})` : found, kind }];
    });
  });

import type { Format, Line, Part, Runtime, Text, World } from './world.js';
import { tokenOf } from './world.js';

/** Writes the content of a file. */
export function render(path: string, entry: Part | Text, { subjects }: World): Buffer {
  if (entry.kind === 'text') return Buffer.from(entry.text);
  const runtime = subjects.find(({ main }) => main === path)?.runtime;
  const lines = renderPart(entry.format, tokenOf(entry), entry.lines, runtime);
  return Buffer.from(`${lines.join('\n')}\n`, entry.format === 'bytes' ? 'latin1' : 'utf8');
}

/** `runtime` is defined for the file that an objective starts with. */
function renderPart(
  format: Format,
  token: string,
  statements: readonly Line[],
  runtime: Runtime | undefined,
): readonly string[] {
  const lines = statements.map(({ text }) => text);
  switch (format) {
    case 'json':
      return [JSON.stringify({ id: token })];
    case 'text':
    case 'bytes':
      return [token];
    case 'shell':
      return [`echo ${token}`, 'for a in "$@"; do if [ -f "$a" ]; then cat "$a"; else echo "$a"; fi; done'];
    case 'worker':
      return [worker(token)];
    case 'python':
      return runtime === undefined ? pythonModule(token, lines) : pythonMain(token, lines);
    case 'esm':
    case 'cjs':
      return [...(runtime === 'node' ? [prelude] : []), `seen.add("${token}");`, ...lines, ending(format, runtime)];
  }
}

/** A script for a thread or a process. */
const worker = (token: string): string =>
  `const { parentPort } = require('worker_threads'); parentPort ? parentPort.postMessage("${token}") : console.log("${token}");`;

const pythonModule = (token: string, lines: readonly string[]): string[] => [
  'import builtins',
  `builtins.seen.add("${token}")`,
  ...lines,
];

const pythonMain = (token: string, lines: readonly string[]): string[] => [
  'import builtins',
  'builtins.seen = set()',
  ...pythonModule(token, lines),
  'print("\\n".join(builtins.seen))',
];

/** Globals of modules: `seen` collects tokens, `later` what is imported while the objective runs, `note` takes JSON. */
export const prelude: string =
  'globalThis.seen = new Set(); globalThis.later = []; globalThis.note = (n) => { const id = (n?.default ?? n)?.id; if (id) seen.add(id); };';

const objective = 'async () => { for (const load of later) await load(); return 1; }';

function ending(format: 'esm' | 'cjs', runtime: Runtime | undefined): string {
  if (runtime === 'node')
    return `setImmediate(() => (${objective})().then(() => process.stdout.write(Buffer.from([...seen].join("\\n"), "latin1"))));`;
  if (runtime === undefined) return format === 'esm' ? 'export const v = 1;' : 'exports.v = 1;';
  return format === 'esm' ? `export default ${objective};` : `module.exports = ${objective};`;
}

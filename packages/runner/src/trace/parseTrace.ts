import { resolve } from 'node:path';

/** A call of a program on a file, as strace recorded it. Paths are absolute, with the names that the program used. */
export type TracedCall =
  | { readonly kind: 'opened'; readonly path: string; readonly flags: readonly string[] }
  | { readonly kind: 'listed'; readonly path: string }
  | { readonly kind: 'executed'; readonly path: string };

/** The arguments of strace by which it writes what `parseTrace` reads. Not every system has the call `open`. */
export const straceArguments = (log: string): readonly string[] =>
  `-f -y -qq -s 0 -e trace=openat,?open,execve,getdents64 -e status=successful -e signal=none -o`
    .split(' ')
    .concat(log, '--');

const text = String.raw`"((?:[^"\\]|\\.)*)"`;
const opens = new RegExp(
  String.raw`^open(?:at)?\((?:(?:AT_FDCWD|\d+)(?:<([^>]*)>)?, )?${text}, (\w+(?:\|\w+)*).*\) += \d+(?:<([^>]*)>)?`,
);
const executes = new RegExp(String.raw`^execve\(${text}, `);
const lists = /^getdents64\(\d+<([^>]*)>/;

/** Reads what strace wrote. `folder` is the working folder of the program that it started. */
export function parseTrace(trace: string, folder: string): readonly TracedCall[] {
  const calls: TracedCall[] = [];
  /** A program keeps the working folder of the process, which its next line shows. */
  const pending = new Map<string, string>();
  for (const line of trace.split('\n')) {
    const [, process = '', call = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    const [, within, name, flags, real] = opens.exec(call) ?? [];
    const program = pending.get(process);
    if (program !== undefined && (within !== undefined || executes.test(call))) {
      calls.push({ kind: 'executed', path: resolve(folder, decode(within ?? ''), program) });
      pending.delete(process);
    }
    const started = executes.exec(call)?.[1];
    if (started !== undefined) pending.set(process, decode(started));
    if (name !== undefined && (within !== undefined || real !== undefined || name.startsWith('/')))
      calls.push({
        kind: 'opened',
        path:
          within !== undefined || name.startsWith('/')
            ? resolve(decode(within ?? ''), decode(name))
            : decode(real ?? ''),
        flags: flags?.split('|') ?? [],
      });
    const listed = lists.exec(call)?.[1];
    if (listed !== undefined) calls.push({ kind: 'listed', path: decode(listed) });
  }
  return [
    ...calls,
    ...[...pending.values()].map((path) => ({ kind: 'executed' as const, path: resolve(folder, path) })),
  ];
}

const named: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, f: 12, v: 11, a: 7, b: 8 };

/** strace escapes all bytes that are not printable ASCII as C does. */
function decode(escaped: string): string {
  const bytes = [...escaped.matchAll(/\\([0-7]{1,3})|\\(.)|([^\\])/gs)].flatMap(([, octal, letter, plain]) => {
    if (octal !== undefined) return [Number.parseInt(octal, 8)];
    if (letter !== undefined) return [named[letter] ?? letter.charCodeAt(0)];
    return [...Buffer.from(plain ?? '')];
  });
  return Buffer.from(bytes).toString();
}

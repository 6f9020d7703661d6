import type { TargetConfiguration } from '@nx/devkit';

type Inputs = NonNullable<TargetConfiguration['inputs']>;

/**
 * An input for the contents of files outside of the workspace, which no fileset of Nx reaches. Nx runs the program whenever
 * it hashes, so its daemon sees each change. It reads a piece at a time, since such a file may be large data.
 */
export function outsideFiles(files: readonly string[]): Inputs {
  if (files.length === 0) return [];
  const list = files.map((file) => `'${file.replace(/[^\w./+-]/g, escape)}'`).join(',');
  return [{ runtime: `${start}[${list}]${end}` }];
}

/** A path in the code of the program, in a word of a shell: only characters that mean nothing to either. */
const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

const start = 'node -p "';
const end =
  ".map(p=>{const f=require('fs'),h=require('crypto').createHash('sha256'),b=Buffer.alloc(65536);" +
  'try{const d=f.openSync(p);for(let n;(n=f.readSync(d,b));)h.update(b.subarray(0,n));f.closeSync(d);' +
  "return h.digest('hex')}catch{return 'none'}}).join()\"";

/** The files that such an input reads, or undefined for any other. */
export function readsOutsideFiles(runtime: string): string[] | undefined {
  if (!runtime.startsWith(start) || !runtime.endsWith(end)) return undefined;
  const list = runtime.slice(start.length + 1, -end.length - 1);
  return [...list.matchAll(/'([^']*)'/g)].map(([, text = '']) =>
    text.replace(/\\u([\da-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
  );
}

import type { TargetConfiguration } from '@nx/devkit';

/**
 * The content of files and folders outside of the workspace, which Nx cannot hash itself: a small program digests them whenever Nx hashes.
 * Their names are written as hexadecimal digits, since no shell can misread those.
 */
export function outsideRuntime(files: readonly string[]): NonNullable<TargetConfiguration['inputs']> {
  if (files.length === 0) return [];
  return [{ runtime: start + Buffer.from(JSON.stringify(files)).toString('hex') + end }];
}

/** The files and folders that such an input reads; undefined for any other runtime input. */
export function readsOutside(runtime: string): string[] | undefined {
  if (!runtime.startsWith(start) || !runtime.endsWith(end)) return undefined;
  const names = Buffer.from(runtime.slice(start.length, -end.length), 'hex').toString();
  return JSON.parse(names) as string[];
}

const program = [
  `h=crypto.createHash('sha256')`,
  // A piece at a time, since such a file may be large data.
  `d=f=>{const h=crypto.createHash('sha256'),b=Buffer.alloc(65536),o=fs.openSync(f);for(let n;(n=fs.readSync(o,b));)h.update(b.subarray(0,n));fs.closeSync(o);return h.digest('hex')}`,
  `w=f=>{try{fs.statSync(f).isDirectory()?fs.readdirSync(f).sort().map(n=>w(f+'/'+n)):h.update(f+':'+d(f))}catch{h.update(f)}}`,
  `JSON.parse(Buffer.from('NAMES','hex')).map(w)`,
  `h.digest('hex')`,
].join(';');

const [start = '', end = ''] = `node -p "${program}"`.split('NAMES');

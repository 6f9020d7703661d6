import type { TargetConfiguration } from '@nx/devkit';

/**
 * The content of files and folders outside of the workspace, which Nx cannot hash itself: a small program digests them whenever Nx hashes.
 * Their names are written as hexadecimal digits, since no shell can misread those.
 */
export function outsideRuntime(files: readonly string[]): NonNullable<TargetConfiguration['inputs']> {
  if (files.length === 0) return [];
  const names = Buffer.from(JSON.stringify(files)).toString('hex');
  return [{ runtime: `node -p "${program.replace('NAMES', names)}"` }];
}

const program = [
  `h=crypto.createHash('sha256')`,
  `d=f=>crypto.createHash('sha256').update(fs.readFileSync(f)).digest('hex')`,
  `w=f=>{try{fs.statSync(f).isDirectory()?fs.readdirSync(f).sort().map(n=>w(f+'/'+n)):h.update(f+':'+d(f))}catch{h.update(f)}}`,
  `JSON.parse(Buffer.from('NAMES','hex')).map(w)`,
  `h.digest('hex')`,
].join(';');

import type { TargetConfiguration } from '@nx/devkit';

/**
 * The content of files outside of the workspace, which Nx cannot hash itself: a small program digests them whenever Nx hashes.
 * Their names are written as hexadecimal digits, since no shell can misread those.
 */
export function outsideRuntime(files: readonly string[]): NonNullable<TargetConfiguration['inputs']> {
  if (files.length === 0) return [];
  const names = Buffer.from(JSON.stringify(files)).toString('hex');
  return [{ runtime: `node -p "${program.replace('NAMES', names)}"` }];
}

const program = [
  `h=crypto.createHash('sha256')`,
  `JSON.parse(Buffer.from('NAMES','hex')).map(f=>{try{h.update(f+':'+crypto.createHash('sha256').update(fs.readFileSync(f)).digest('hex'))}catch{h.update(f)}})`,
  `h.digest('hex')`,
].join(';');

import type { TargetConfiguration } from '@nx/devkit';

import type { DeclaredFolder } from './declaredFolders.js';

/**
 * Returns the command of a small program that digests what Nx cannot hash itself, whenever Nx hashes. Names are written as
 * hexadecimal digits, since no shell can misread those, and in pieces, since an argument of a command has a largest length.
 *
 * @param files files and folders outside of the workspace, of which the content counts.
 * @param routes paths without extension. Whether there are files and links counts, and how package.json leads to files, but no content.
 * @param folders folders that trials may list. The names of the folders in them count: Nx hashes files alone.
 */
export function outsideRuntime(
  files: readonly string[],
  routes: readonly string[] = [],
  folders: readonly DeclaredFolder[] = [],
): NonNullable<TargetConfiguration['inputs']> {
  const listed = folders.map(({ path, isDeep }) => `${path === '' ? '.' : path}${isDeep ? deep : ''}`);
  const names: Names[] = [
    ...inPieces(files).map((piece) => [piece, [], []] as const),
    ...inPieces(routes).map((piece) => [[], piece, []] as const),
    ...inPieces(listed).map((piece) => [[], [], piece] as const),
  ];
  return names.map((piece) => ({ runtime: start + Buffer.from(JSON.stringify(piece)).toString('hex') + end }));
}

/** The files and folders that such an input reads; undefined for any other runtime input. */
export function readsOutside(runtime: string): readonly string[] | undefined {
  if (!runtime.startsWith(start) || !runtime.endsWith(end)) return undefined;
  const names = Buffer.from(runtime.slice(start.length, -end.length), 'hex').toString();
  return (JSON.parse(names) as Names)[0];
}

type Names = readonly [files: readonly string[], routes: readonly string[], folders: readonly string[]];

/** The end of a folder of which all folders below it count, too. */
const deep = '/**';

/** A word of a command has at most 131,072 bytes in Linux; a command has 8,191 characters in Windows. */
const mostCharacters = process.platform === 'win32' ? 2000 : 30_000;

function inPieces(names: readonly string[]): string[][] {
  const pieces: string[][] = [];
  let free = 0;
  for (const name of names) {
    const length = Buffer.byteLength(JSON.stringify(name)) + 1;
    if (length > free) [free] = [mostCharacters, pieces.push([])];
    free -= length;
    pieces.at(-1)?.push(name);
  }
  return pieces;
}

const program = [
  `h=crypto.createHash('sha256')`,
  // A piece at a time, since such a file may be large data.
  `d=f=>{const h=crypto.createHash('sha256'),b=Buffer.alloc(65536),o=fs.openSync(f);for(let n;(n=fs.readSync(o,b));)h.update(b.subarray(0,n));fs.closeSync(o);return h.digest('hex')}`,
  `w=f=>{try{fs.statSync(f).isDirectory()?fs.readdirSync(f).sort().map(n=>w(f+'/'+n)):h.update(f+':'+d(f))}catch{h.update(f)}}`,
  // A link out of the workspace leads to another place on each machine.
  `o=(p,r=path.relative(fs.realpathSync('.'),fs.realpathSync(p)))=>r.startsWith('..')?'..':r`,
  `l=p=>{try{const s=fs.lstatSync(p);h.update(p+(s.isSymbolicLink()?'>'+o(p):s.isDirectory()?'/':';'))}catch{}}`,
  `m=p=>{try{const j=JSON.parse(fs.readFileSync(p+'/package.json'));h.update(p+JSON.stringify([j.type,j.main,j.module,j.exports,j.imports]))}catch{}}`,
  `e=['','.json','.node',...'cm '.split('').flatMap(c=>['js','ts','jsx','tsx'].map(x=>'.'+c.trim()+x))]`,
  `t=p=>{p.split('/').map((_,i,a)=>{const q=a.slice(0,i+1).join('/');l(q);m(q)});e.map(x=>{l(p+x);l(p+'/index'+x)})}`,
  `s=['node_modules','__pycache__','.git','.nx','.tune']`,
  `b=p=>fs.readdirSync(p,{withFileTypes:true}).flatMap(x=>x.isFile()||s.includes(x.name)?[]:p+'/'+x.name+(x.isDirectory()?'/':''))`,
  `g=(p,a)=>{try{b(p).sort().map(q=>{h.update(q);a&&q.endsWith('/')&&g(q.slice(0,-1),a)})}catch{}}`,
  `[F,R,L]=JSON.parse(Buffer.from('NAMES','hex'))`,
  `F.map(w)`,
  `R.map(t)`,
  `L.map(p=>p.endsWith('${deep}')?g(p.slice(0,-3),1):g(p))`,
  `h.digest('hex')`,
].join(';');

const [start = '', end = ''] = `node -p "${program}"`.split('NAMES');

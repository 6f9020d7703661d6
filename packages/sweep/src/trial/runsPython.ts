/** Programs that start Python, by their usual names; `${interpreter}` is W&B's macro for one. */
const interpreter = /^(?:\$\{interpreter\}|i?python[\d.]*|pypy[\d.]*|py)(?:\.exe)?$/i;

/** Programs that run a Python program, which may be a module or a script of a package. */
const launchers: ReadonlySet<string> = new Set([
  'accelerate',
  'conda',
  'deepspeed',
  'fairseq-train',
  'hatch',
  'horovodrun',
  'mamba',
  'micromamba',
  'papermill',
  'pdm',
  'pipenv',
  'pixi',
  'poetry',
  'rye',
  'torchrun',
  'uv',
  'uvx',
]);

/** Returns whether a command runs Python in any way, as far as its words show: by itself, by a launcher, or in a shell's text. */
export const runsPython = (words: readonly string[]): boolean => words.flatMap(wordsIn).some(startsPython);

/** A word that a shell reads holds several. */
const wordsIn = (word: string): string[] => word.split(/[\s;&|()'"`]+/);

function startsPython(word: string): boolean {
  const name = word.split(/[\\/]/).at(-1) ?? '';
  return interpreter.test(name) || launchers.has(name) || word.endsWith('.py');
}

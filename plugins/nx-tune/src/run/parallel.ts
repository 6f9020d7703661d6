/**
 * The number of parallel trials that a command line asks for, or undefined. Nx does not pass it to batch executors, so its
 * own options are parsed again: `--parallel=3`, `--parallel 3`, `--parallel=50%`, `--no-parallel`, `--maxParallel=3`.
 */
export function parallelFromArguments(argv: readonly string[], cores: number): number | undefined {
  const index = argv.findLastIndex((word) => /^--(parallel|maxParallel|max-parallel)(=|$)/.test(word));
  const off = argv.lastIndexOf('--no-parallel');
  if (off > index) return 1;
  if (index < 0) return undefined;
  const word = argv[index] ?? '';
  return parallelFromText(word.includes('=') ? word.slice(word.indexOf('=') + 1) : (argv[index + 1] ?? ''), cores);
}

/** `3`, `50%` of the cores, or `false` for one at a time. */
export function parallelFromText(text: string, cores: number): number | undefined {
  if (text === 'false') return 1;
  const percent = /^(\d+)%$/.exec(text)?.[1];
  if (percent !== undefined) return Math.max(1, Math.floor((cores * Number(percent)) / 100));
  return /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
}

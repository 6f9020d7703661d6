/**
 * Says in one line why a trial failed: for a process, the line of its output that says what happened, and for everything else the
 * first line of the error.
 */
export function crashSummary(error: string): string {
  const [first = '', ...output] = error.split('\n');
  if (!isExit(first) || isLimit(first)) return first;
  if (output.every((line) => line.trim() === '')) return withMeaning(first);
  const index = tellingLine(output);
  if (index !== undefined) return withRemedy(plain(output[index]));
  // Whatever a killed process printed last is not why it was killed.
  const [last] = lastWords(output, 1);
  return last === undefined || !/exit code/.test(first) ? withMeaning(first) : `${first}: ${last}`;
}

/** A program that imports wandb, where that is not installed or asks for an account. */
const needsWandb =
  /^ModuleNotFoundError: No module named 'wandb'|^wandb\.\S*Error: .*(api_key not configured|No API key)/;

const withRemedy = (line: string): string =>
  needsWandb.test(line) ? `${line}. Add "wandb: shim" to the sweep file: then nx-tune stands in for it` : line;

/** The usual meanings of signals that end a process: few people know them, and the output does not explain them. */
const meanings: readonly (readonly [end: string, meaning: string])[] = [
  ['ended by SIGKILL', 'killed from outside, as the system does when it has no memory left'],
  ['ended by SIGSEGV', 'a segmentation fault, in native code'],
];

const withMeaning = (first: string): string => {
  const meaning = meanings.find(([end]) => first.endsWith(end))?.[1];
  return meaning === undefined ? first : `${first}: ${meaning}`;
};

/** Says the same in a few lines, where the output of a process has no line that is an error by its form. */
export function crashReason(error: string, mostLines: number): string {
  const [first = '', ...output] = error.split('\n');
  const isTelling = tellingLine(output) !== undefined || !/exit code/.test(first);
  return isTelling ? crashSummary(error) : [first, ...lastWords(output, mostLines - 1)].join('\n');
}

/** The last lines that are more than the end of a stack. */
const lastWords = (output: readonly string[], count: number): string[] =>
  output
    .map(plain)
    .filter((line) => line !== '' && !noise.test(line))
    .slice(-count);

/** Returns whether an error is the end of a process, followed by the end of its output. */
export const isProcessCrash = (error: string): boolean => isExit(error.split('\n', 1)[0] ?? '');

/** Crashes with the same kind are alike: their summaries differ in numbers at most. */
export const crashKind = (error: string): string =>
  crashSummary(error).replace(/0x[\da-f]+|-?\d+(\.\d+)?(e[-+]?\d+)?/gi, '0');

/** The index of the last line of an output that is an error by its form, in any of the usual languages; undefined if none is. */
export function tellingLine(lines: readonly string[]): number | undefined {
  const starts = lines.map((line) => withoutColors(line.slice(0, mostRead)));
  const index = starts.findLastIndex((_, at) => says.some((rule) => rule(starts, at)));
  return index < 0 ? undefined : index;
}

/** The part of a line that is read: a long one takes the rules a while. */
const mostRead = 500;

const withoutColors = (text: string): string => text.replace(/\p{Cc}\[[\d;]*m/gu, '');

const isExit = (line: string): boolean => /: (exit code \d+|ended by SIG[A-Z]+)$/.test(line) || isLimit(line);

/** True if nx-tune has ended a process because of a limit: then nothing in its output is the reason. */
const isLimit = (line: string): boolean =>
  /: (timed out: it ran longer than "timeout" \([\d.]+ seconds\)|out of memory: it used more than "memory" \(\d+ megabytes\))$/.test(
    line,
  );

/** A progress bar overwrites itself, and what is left of it is the last part. */
const plain = (line = ''): string => withoutColors(line).trim().split('\r').at(-1)?.trim() ?? '';

/** Lines that follow the one that says what happened. */
const noise =
  /^(at |from |\^+$|\.\.\. \d+ more|Node\.js v\d|note: run with `RUST_BACKTRACE|Execution halted$|[─│╭╮╰╯|+=-]+$|exit status \d+$)/;

type Rule = (lines: readonly string[], at: number) => boolean;

const matches =
  (pattern: RegExp): Rule =>
  (lines, at) =>
    pattern.test(lines[at] ?? '');

/** The first line below a Python traceback that is not indented as its frames are. */
const python: Rule = (lines, at) => {
  if (/^\s|^$/.test(lines[at] ?? '')) return false;
  let above = at - 1;
  while (above >= 0 && !/^\S/.test(lines[above] ?? '')) above--;
  return lines[above]?.startsWith('Traceback (most recent call last):') === true;
};

/** A line with its stack below it: Node, Java, and what resembles them. */
const withStack: Rule = (lines, at) =>
  /^(Uncaught |\[?\w*(Error|Exception)\b|Exception in thread |Caused by: )/.test(lines[at] ?? '') &&
  /^\s+at |^\s+\.\.\. \d+ more/.test(lines[at + 1] ?? '');

/** Rust writes its message below the line that says where. */
const rust: Rule = (lines, at) => /^thread '.*' (\(\d+\) )?panicked at .*:\d+:$/.test(lines[at - 1] ?? '');

const says: readonly Rule[] = [
  python,
  withStack,
  rust,
  // Python without a traceback: SyntaxError, or an error that was printed; also Node without a stack.
  matches(/^([A-Za-z_]\w*\.)*[A-Z]\w*(Error|Exception|Interrupt)( \[\w+\])?(: .+)?$/),
  // argparse and its like: train.py: error: unrecognized arguments: --lr
  matches(/^\S[^:]*: (fatal )?error: /i),
  // Rust before 1.73, Go, Ruby, Julia and R, C++.
  matches(/^thread '.*' panicked at '/),
  matches(/^panic: /),
  matches(/^\S+:\d+:in .*: .* \(\w+\)$/),
  matches(/^ERROR: (LoadError|\w+(Error|Exception))/),
  matches(/^Error (in .*)?: /),
  matches(/^\s+what\(\): {2}/),
  // Shells.
  matches(/^\S+: (line )?\d+: .*: (command )?not found$/),
  matches(/^[^:]*: .*(command not found|No such file or directory|Permission denied)$/),
  matches(/(Segmentation fault|Bus error|Illegal instruction|Floating point exception)( \(core dumped\))?$/),
];

import { createRequire } from 'node:module';
import { basename } from 'node:path';

import { defined } from '@nx-tune/search';
import { createOverrides } from 'nx/src/utils/command-line-utils.js';

/** A command line of Nx that runs targets, as Nx understands it. */
export interface RunCommand {
  /** The name of one target of one project, as `tune` or `digits:tune`; undefined for `run-many` and `affected`. */
  readonly one?: string;
  readonly targets: readonly string[];
  /** The projects that are named; undefined if the folder of the command or its other options decide. */
  readonly projects?: readonly string[];
  readonly configuration?: string;
  /** The options left for the executors when Nx has taken its own. */
  readonly overrides: Readonly<Record<string, unknown>>;
  /** Names that Nx took for options of its own, though it has none of them, and forgets: `--batch-size`, since there is `--batch`. */
  readonly forgotten: readonly string[];
}

type Arguments = Readonly<Record<string, unknown>> & { readonly __overrides_unparsed__: string[] };

/** The part of a command of Nx, as its parser takes it, that is used here. */
type Command = object & { readonly handler: (args: Record<string, unknown>) => unknown };

interface Yargs {
  middleware: () => Yargs;
  parserConfiguration(settings: object): Yargs;
  exitProcess(exits: boolean): Yargs;
  getOptions(): { readonly key: object; readonly alias: Readonly<Record<string, readonly string[]>> };
  fail(handle: (message: string, error?: Error) => never): Yargs;
  help(isOn: boolean): Yargs;
  version(isOn: boolean): Yargs;
  command(command: object): Yargs;
  parse(words: readonly string[]): unknown;
}

/**
 * Parses a command line with Nx's own parser and its own list of options, so that whatever Nx takes for itself is right.
 * Returns undefined if it is not `nx run`, `nx <target>`, `run-many` or `affected`.
 */
export function parseCommand(argv: readonly string[]): RunCommand | undefined {
  const [, program = '', verb = ''] = argv;
  if (!/^nx(\.js)?$/.test(basename(program))) return undefined;
  const isMany = verb === 'run-many' || verb === 'affected';
  const found = argumentsOf(isMany ? joinLists(argv.slice(2)) : argv.slice(2));
  if (found === undefined) return undefined;
  const { args, forgotten } = found;
  const overrides = createOverrides(args.__overrides_unparsed__) as RunCommand['overrides'];
  const { configuration } = args as { readonly configuration?: string };
  const settings = { overrides, forgotten, ...defined({ configuration }) };
  if (isMany) return { ...settings, targets: texts(args['targets']), ...listed(texts(args['projects'])) };
  const specifier = args['project:target:configuration'];
  const one = texts(args['target'])[0] ?? texts(specifier)[0];
  return one === undefined ? undefined : { ...settings, one, targets: [one], ...listed(texts(args['project'])) };
}

const listed = (projects: readonly string[]): Pick<RunCommand, 'projects'> =>
  projects.length === 0 ? {} : { projects };

const texts = (value: unknown): string[] =>
  [value].flat().flatMap((one) => (typeof one === 'string' && one !== '' ? [one] : []));

/** Loaded from Nx, so that it is the version that Nx parses with. */
const fromNx = createRequire(require.resolve('nx/package.json'));

interface Parsed {
  readonly args: Arguments;
  readonly forgotten: readonly string[];
}

function argumentsOf(words: readonly string[]): Parsed | undefined {
  const shared = fromNx('nx/src/command-line/yargs-utils/shared-options.js') as {
    readonly withOverrides: (args: Record<string, unknown>, level: number) => Arguments;
  };
  const yargs = (fromNx('yargs') as () => Yargs)();
  const commands = (folder: string) =>
    fromNx(`nx/src/command-line/${folder}/command-object.js`) as Readonly<Record<string, Command>>;
  let parsed: Parsed | undefined;
  const capture = (command: Command | undefined, level: number) => ({
    ...command,
    handler: (args: Record<string, unknown>) => {
      const forgotten = undeclared(yargs, args);
      parsed = { args: shared.withOverrides(args, level), forgotten };
    },
  });
  const { yargsRunCommand, yargsNxInfixCommand } = commands('run');
  // Nx's middleware changes the environment and reads from the standard input.
  yargs.middleware = () => yargs;
  yargs
    .parserConfiguration({ 'strip-dashed': true })
    .exitProcess(false)
    .fail((message, error) => {
      throw error ?? new Error(message);
    })
    .help(false)
    .version(false)
    .command(capture(yargsRunCommand, 1))
    .command(capture(commands('run-many')['yargsRunManyCommand'], 1))
    .command(capture(commands('affected')['yargsAffectedCommand'], 1))
    .command(capture(yargsNxInfixCommand, 0))
    .parse(words);
  return parsed;
}

function undeclared(yargs: Yargs, args: Readonly<Record<string, unknown>>): string[] {
  const { key, alias } = yargs.getOptions();
  const declared = new Set([
    ...Object.keys(key),
    ...Object.keys(alias),
    ...Object.values(alias).flat(),
    '_',
    '--',
    '$0',
  ]);
  return Object.keys(args).filter((name) => !declared.has(name));
}

const listOptions = new Set(['-p', '--projects', '--exclude', '--files', '-t', '--target', '--targets']);

/** Joins the words of lists as Nx does before it parses: `-t tune lint` becomes `-t tune,lint`. */
function joinLists(words: readonly string[]): string[] {
  const end = words.indexOf('--');
  const [own, rest] = end < 0 ? [words, []] : [words.slice(0, end), words.slice(end)];
  const joined: string[] = [];
  let list: string[] | undefined;
  for (const word of own) {
    if (list !== undefined && !word.startsWith('-')) {
      list.push(word);
      continue;
    }
    if (list !== undefined) joined.push(list.join(','));
    joined.push(word);
    list = listOptions.has(word) ? [] : undefined;
  }
  if (list !== undefined) joined.push(list.join(','));
  return [...joined, ...rest];
}

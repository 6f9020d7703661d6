import { createRequire } from 'node:module';

interface Yargs {
  getOptions(): { readonly key: object };
}

const fromNx = createRequire(require.resolve('nx/package.json'));

/** The folder and the export of the module in which Nx declares the options of a command. */
const commands = {
  affected: ['affected', 'yargsAffectedCommand'],
  'run-many': ['run-many', 'yargsRunManyCommand'],
  run: ['run', 'yargsRunCommand'],
} as const;

/** Returns the options that Nx itself has for a command, in camel case, from the code that parses them. */
export function nxOptions(command: keyof typeof commands): Set<string> {
  const [folder, name] = commands[command];
  const module = fromNx(`nx/src/command-line/${folder}/command-object`) as Record<
    string,
    { builder(yargs: Yargs): Yargs }
  >;
  const yargs = (fromNx('yargs') as (args: readonly string[]) => Yargs)([]);
  return new Set(Object.keys(module[name]?.builder(yargs).getOptions().key ?? {}));
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';

/** What TypeScript says of modules, by their absolute paths. They may import `/nx-tune.js`, with the types of ours. */
export function typeErrors(own: Readonly<Record<string, string>>): string[] {
  const files = { ...ours(), ...own };
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipDefaultLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    lib: ['lib.es2016.d.ts'],
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (file) => files[file] ?? readFile(file);
  host.directoryExists = () => true;
  host.fileExists = (file) => file in files || fileExists(file);
  host.getSourceFile = (file, target) => ts.createSourceFile(file, host.readFile(file) ?? '', target);
  const program = ts.createProgram(Object.keys(files), options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file?.text.slice(start).split('\n')[0] ?? '';
    return `${file?.fileName}: ${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

/** A source file whose imports of packages lead to the files here that declare what is taken from them. */
const source = (path: string): string =>
  readFileSync(join(__dirname, '../../../..', path), 'utf8').replaceAll(
    /import (?:type )?\{([^}]*)\} from '@nx-tune\/\w+';/g,
    (_, names: string) =>
      names
        .split(',')
        .map((name) => name.trim().replace(/^type /, ''))
        .map((name) => `import type { ${name} } from '/${homes[name] ?? 'sweepFile'}.js';`)
        .join('\n'),
  );

const homes: Readonly<Record<string, string>> = { Json: 'json', JsonObject: 'json', Method: 'methods' };

const ours = (): Record<string, string> => ({
  '/nx-tune.ts': `export { defineSweep } from './defineSweep.js';
export type { Params } from './params.js';
export type { Metrics, Objective, Trial } from './runner/trial.js';`,
  '/runner/trial.ts': `${source('packages/runner/src/model/objective.ts')}
    declare global { interface AbortSignal { readonly aborted: boolean } }`,
  '/params.ts': source('plugins/nx-tune/src/config/params.ts'),
  '/defineSweep.ts': source('plugins/nx-tune/src/config/defineSweep.ts'),
  '/sweepFile.ts': source('packages/sweep/src/file/sweepFile.ts'),
  '/json.ts': source('packages/search/src/core/json.ts'),
  '/methods.ts': source('packages/search/src/samplers/methods.ts'),
});

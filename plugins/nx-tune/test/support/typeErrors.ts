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

/** Where the files here declare what is imported from packages of ours. */
const homes: Readonly<Record<string, string>> = {
  Json: 'json',
  JsonObject: 'json',
  Method: 'methods',
  methodNames: 'methods',
  ParameterEntry: 'schema/parameterEntry',
  SweepFile: 'schema/sweepKeys',
};

const root = join(__dirname, '../../../..');

/** As much of zod's types as a sweep file's follow from: its own take seconds to load, and the build checks with them. */
const zod = `export declare const z: any;
export declare namespace z {
  interface ZodType<T = unknown> {
    readonly _zod: { readonly output: T };
    readonly description?: string;
    optional(): any; describe(text: string): any; min(least: number): any; positive(): any;
  }
  interface ZodOptional<T extends ZodType<any>> extends ZodType<T['_zod']['output'] | undefined> { readonly isOptional: true }
  type ZodString = ZodType<string>;
  type ZodNumber = ZodType<number>;
  interface ZodObject<T extends core.$ZodLooseShape> extends ZodType<Shape<T>> {}
  type Shape<T> = { [K in keyof T as T[K] extends { isOptional: true } ? K : never]?: Output<T[K]> } & {
    [K in keyof T as T[K] extends { isOptional: true } ? never : K]: Output<T[K]>;
  };
  type Output<T> = T extends { readonly _zod: { readonly output: infer Out } } ? Out : never;
  type output<T> = Output<T>;
  namespace core { type $ZodLooseShape = Record<string, any> }
}`;

/** A source file whose imports of packages lead to the files here. */
const source = (path: string): string =>
  readFileSync(join(root, path), 'utf8')
    .replace("from 'zod'", "from '/zod.js'")
    .replaceAll(/import (type )?\{([^}]*)\} from '@nx-tune\/\w+';/g, (_, all: string | undefined, names: string) =>
      names
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '')
        .map((name) => `import { ${all ?? ''}${name} } from '/${homes[name.replace(/^type /, '')]}.js';`)
        .join('\n'),
    );

const schemas = ['earlyTerminate', 'keys', 'metricEntry', 'parameterEntry', 'resourcesEntry', 'stopEntry', 'sweepKeys'];

const ours = (): Record<string, string> => ({
  '/nx-tune.ts': `export { defineSweep } from './defineSweep.js';
export type { Params } from './params.js';
export type { Metrics, Objective, Trial } from './runner/trial.js';`,
  '/runner/trial.ts': `${source('packages/runner/src/model/objective.ts')}
    declare global { interface AbortSignal { readonly aborted: boolean } }`,
  '/params.ts': source('plugins/nx-tune/src/config/params.ts'),
  '/defineSweep.ts': source('plugins/nx-tune/src/config/defineSweep.ts'),
  ...Object.fromEntries(
    schemas.map((name) => [`/schema/${name}.ts`, source(`packages/sweep/src/file/schema/${name}.ts`)]),
  ),
  '/zod.ts': zod,
  '/json.ts': source('packages/search/src/core/json.ts'),
  '/methods.ts': source('packages/search/src/samplers/methods.ts'),
});

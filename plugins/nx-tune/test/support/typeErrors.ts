import { join } from 'node:path';

import ts from 'typescript';

/** Returns the errors of TypeScript in modules, given by their absolute paths. They may import `/nx-tune.js`, which has our types. */
export function typeErrors(own: Readonly<Record<string, string>>): string[] {
  const files = { ...ours(), ...own };
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    lib: ['lib.es2020.d.ts'],
    types: [],
    paths: { '@nx-tune/sweep': ['/sweep.ts'], '@nx-tune/search': ['/search.ts'], zod: ['/zod.ts'] },
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.directoryExists = () => true;
  host.readFile = (file) => files[file] ?? readFile(file);
  host.fileExists = (file) => file in files || fileExists(file);
  host.getSourceFile = (file, target) => {
    const parsed =
      (file in files ? undefined : parsedFiles.get(file)) ??
      ts.createSourceFile(file, host.readFile(file) ?? '', target);
    if (!(file in files)) parsedFiles.set(file, parsed);
    return parsed;
  };
  const program = ts.createProgram(Object.keys(files), options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file?.text.slice(start).split('\n')[0] ?? '';
    return `${file?.fileName}: ${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

/** Parsed files that no call changes: libraries, and sources of ours. */
const parsedFiles = new Map<string, ts.SourceFile>();

/** The sources that declare what sweep files and objectives import, without the rest of their packages. */
const ours = (): Record<string, string> => ({
  '/nx-tune.ts': `export { defineSweep } from '${source('plugins/nx-tune/src/config/defineSweep')}';
export type { Params } from '${source('plugins/nx-tune/src/config/params')}';
export type { Metrics, Objective, Trial } from '${source('packages/runner/src/model/objective')}';
declare global { interface AbortSignal { readonly aborted: boolean } }`,
  '/sweep.ts': `export type { SweepFile, WrittenGoals } from '${source('packages/sweep/src/file/schema/sweepKeys')}';
export type { ParameterEntries, ParameterEntry } from '${source('packages/sweep/src/file/schema/parameterEntry')}';`,
  '/search.ts': `export type { Json, JsonObject } from '${source('packages/search/src/core/json')}';
export { type TheoryMethod, theoryMethods } from '${source('packages/search/src/theory/theoryMethods')}';
export { type Method, methodNames } from '${source('packages/search/src/samplers/methods')}';
export * from '${source('packages/search/src/samplers/gp/gpOptions')}';`,
  '/zod.ts': zod,
});

/** As much of zod's types as a sweep file's follow from: its own take seconds to load, and the build checks with them. */
const zod = `export declare const z: any;
export declare namespace z {
  interface ZodType<T = unknown> {
    readonly _zod: { readonly output: T };
    readonly description?: string;
    readonly [rule: string]: any;
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

const source = (path: string): string => join(__dirname, '../../../..', `${path}.js`);

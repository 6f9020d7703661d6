import { dirname } from 'node:path';

import { ResolverFactory } from 'oxc-resolver';

import { fileOf, isPath } from './fileOf.js';
import type { ImportKind, ModuleRequest } from './loader.js';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

/** Conditions of Node itself, besides `import` and `require`. A Node whose `require` loads ES modules has one for those. */
const nodeConditions = [
  'node',
  'node-addons',
  ...(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) ? ['module-sync'] : []),
];

/** A Node that runs TypeScript also finds it by names without an extension. */
const typescript = (process.features as { typescript?: unknown }).typescript ? ['.ts', '.cts', '.mts'] : [];

const extensions = ['.js', '.json', '.node'];
const packageRules = { extensions, mainFields: ['main'], mainFiles: ['index'] };

const moduleResolver = (conditionNames: string[]): ResolverFactory =>
  new ResolverFactory({ ...packageRules, conditionNames, fullySpecified: true, nodePath: false });

const resolvers = {
  commonJs: new ResolverFactory({
    ...packageRules,
    extensions: [...extensions, ...typescript],
    conditionNames: [...nodeConditions, 'require', 'default'],
  }),
  node: moduleResolver([...nodeConditions, 'import', 'default']),
  import: moduleResolver(['node', 'import', 'default']),
  require: moduleResolver(['node', 'require', 'default']),
};

/** Clears the resolvers' caches, since files may have been added or removed. */
export const forgetNodeResolutions = (): void => Object.values(resolvers).forEach((resolver) => resolver.clearCache());

/** Resolves as Node does: by the rules of ES modules for `import`, by those of CommonJS for `require`. */
export function nodeResolve({ file, specifier, kind }: ModuleRequest): string | undefined {
  return kind === 'require' ? resolveCommonJs(file, specifier) : resolveModule(resolvers.node, file, specifier);
}

/** Resolves as CommonJS does: extensions may be missing, and folders have main files. */
export const resolveCommonJs = (file: string, specifier: string): string | undefined =>
  resolvers.commonJs.sync(dirname(file), specifier).path;

/** Resolves by the rules of ES modules, but with the conditions of either kind. */
export const resolveWithCondition = (file: string, specifier: string, condition: ImportKind): string | undefined =>
  resolveModule(resolvers[condition], file, specifier);

function resolveModule(resolver: ResolverFactory, file: string, specifier: string): string | undefined {
  if (isPath(specifier)) return fileOf(file, specifier);
  return resolver.sync(dirname(file), specifier).path?.replace(/[?#].*$/, '');
}

import { readSchemas } from '../../reference/readSchemas.mjs';
import { repository } from '../repository.js';
import { nxOptions } from './nxOptions.js';
import type { Targets } from './targetsOf.js';

interface Listed {
  readonly schema: string;
}

/** Executors and generators of nx-tune by name, and the schemas of both by file. */
const { executors, generators, schemas } = readSchemas(repository) as {
  readonly executors: { readonly executors: Readonly<Record<string, Listed>> };
  readonly generators: { readonly generators: Readonly<Record<string, Listed>> };
  readonly schemas: Readonly<Record<string, { readonly properties: object }>>;
};

/** Returns the first mistake in a command, given as the words after `nx`, or undefined. */
export function unknownInNx(words: readonly string[], targets: Targets): string | undefined {
  const [verb = '', subject = ''] = words.filter((word) => !word.startsWith('-'));
  const known = optionsOf(verb, subject, targets);
  if (typeof known === 'string') return known;
  const flags = words.filter((word) => word.startsWith('-')).map((word) => word.replace(/^--?|=.*/g, ''));
  const unknown = flags.find((flag) => !known.has(camelCase(flag)));
  return unknown === undefined ? undefined : `"nx ${verb} ${subject}" has no option "${unknown}"`;
}

/** Returns the options of a command in camel case, or the reason why the command does not exist. */
function optionsOf(verb: string, subject: string, targets: Targets): Set<string> | string {
  if (verb === 'affected' || verb === 'run-many') return nxOptions(verb);
  if (verb === 'g') return optionsOfGenerator(subject);
  const [project = '', target = ''] = verb === 'run' ? subject.split(':') : [subject, verb];
  const ofProject = targets.get(project);
  if (ofProject === undefined) return `there is no project "${project}"`;
  const executor = ofProject.get(target);
  if (executor === undefined) return `"${project}" has no target "${target}"`;
  return new Set([...nxOptions('run'), ...propertiesOf(executors.executors[executor]?.schema)]);
}

function optionsOfGenerator(name: string): Set<string> | string {
  const generator = generators.generators[name.replace(/^nx-tune:/, '')];
  return generator === undefined ? `there is no generator "${name}"` : new Set(propertiesOf(generator.schema));
}

const propertiesOf = (schema: string | undefined): string[] => Object.keys(schemas[schema ?? '']?.properties ?? {});

const camelCase = (flag: string): string => flag.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

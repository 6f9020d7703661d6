import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads what `renderReference` needs beside the schema of sweep files: lists and schemas of the plugin. */
export function readSchemas(root) {
  const read = (file) => JSON.parse(readFileSync(join(root, 'plugins/nx-tune', file), 'utf8'));
  const executors = read('executors.json');
  const generators = read('generators.json');
  const files = [...Object.values(executors.executors), ...Object.values(generators.generators)].map(
    ({ schema }) => schema,
  );
  return {
    executors,
    generators,
    options: existsSync(join(root, 'plugins/nx-tune/schemas/options.json')) ? read('schemas/options.json') : undefined,
    schemas: Object.fromEntries(files.map((file) => [file, read(file)])),
  };
}

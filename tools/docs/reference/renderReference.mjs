import { exampleOf } from './exampleOf.mjs';
import { sentence, table } from './markdown.mjs';
import { parameterExamples } from './parameterExamples.mjs';
import { pluginOptions } from './pluginOptions.mjs';
import { schemaTable } from './schemaTable.mjs';
import { ofVerbs } from './verbs.mjs';

/** Renders docs/reference.md from the schemas that Nx, editors and nx-tune itself validate with, and the commands that parse verbs. */
export function renderReference({ sweep, executors, generators, options, schemas, commands }) {
  const entry = sweep.$defs[sweep.properties.parameters.additionalProperties.anyOf[0].$ref.split('/').at(-1)];
  const parts = [
    introduction,
    '## Sweep files\n',
    sweepFiles,
    schemaTable(sweep, sweep, { code: (key) => key, exampleOf }),
    '### One of `parameters`\n',
    'Its values, and how they are drawn. [Spaces](spaces.md) has more examples.\n',
    schemaTable(sweep, entry, { code: (key) => key, exampleOf: exampleOfParameter }),
    ...nested(sweep),
    '## Targets\n',
    targets,
    ...ofExecutors(executors.executors, schemas),
    '## Verbs\n',
    '`npx nx-tune` shows what is known about sweeps; only `try` runs a trial. [Verbs](verbs.md) has examples.\n',
    ...ofVerbs(commands),
    '## Generators\n',
    ...ofGenerators(generators.generators, schemas),
    ...(options === undefined
      ? []
      : ['## Options of the plugin\n', pluginOptions, schemaTable(options, options, { code: (key) => key })]),
  ];
  return `${parts.join('\n').trimEnd()}\n`;
}

const introduction = `<!-- Written by \`npm run schema\` from the code: do not edit it here. -->

# Reference

Every key of a sweep file, and every option of a target, a verb, a generator and the plugin, taken from the code. Editors complete the keys with a
first line \`# yaml-language-server: $schema=../../node_modules/nx-tune/schemas/sweep.json\`.
`;

const sweepFiles = `\`tune.yaml\`, \`tune.yml\`, \`tune.json\` or [\`tune.config.ts\`](typescript.md) in the root folder of a project is the sweep \`tune\`;
\`NAME.tune.yaml\` and the like are the sweep \`NAME\`. The keys **method** and **parameters** are required, and so are one of **metric** and
a list under **metrics**, and one of **objective**, **program** and **command**.
`;

const targets = `A sweep file in the root folder of a project declares them on that project. For \`NAME.tune.yaml\` they begin with \`tune-NAME\`.

${table(
  ['target', 'does'],
  [
    ['`tune`', 'runs the sweep: `nx tune PROJECT`'],
    ['`tune-all`', 'runs all sweeps of the project, with the options of `tune`: `nx affected -t tune-all`'],
    ['`tune-replay`', 'computes trials again and compares them with the lock: `nx run PROJECT:tune-replay`'],
    ['`tune-report`', 'writes the report, or shows it live: `nx run PROJECT:tune-report --serve`'],
    [
      '`tune-shard-1`, ...',
      'computes one part of the trials, where the sweep file has `shards`: `nx run PROJECT:tune-shard-1`',
    ],
  ],
)}`;

const exampleOfParameter = (key, property) => parameterExamples[key] ?? exampleOf(key, property);

/** Sections for the keys of the sweep file that have keys of their own. */
function nested(sweep) {
  return Object.entries(sweep.properties)
    .filter(([key]) => key !== 'parameters')
    .flatMap(([key, schema]) => {
      const tables = formsOf(schema).flatMap((form) => innerKeys(key, form));
      return [...new Set(tables.map(({ title }) => title))].flatMap((title) => {
        const own = tables.filter((one) => one.title === title);
        const properties = Object.assign({}, ...own.map((one) => one.properties));
        // What one form needs, another may do without.
        const required = own.length === 1 ? own[0].required : [];
        return [title, schemaTable(sweep, { required, properties }, { code: (name) => name })];
      });
    });
}

/** The forms in which a key may be written: most have one. */
const formsOf = (schema) => schema.anyOf ?? [schema];

/** The keys within one form of a key, if it has some. */
function innerKeys(key, schema) {
  const properties =
    schema.properties ??
    schema.items?.properties ??
    schema.additionalProperties?.properties ??
    schema.additionalProperties?.anyOf?.[0].properties;
  if (properties === undefined) return [];
  const place = schema.items === undefined ? `One of \`${key}\`` : `One of a list under \`${key}\``;
  const title = schema.properties === undefined ? `### ${place}\n` : `### \`${key}\`\n`;
  return [{ title, properties, required: (schema.items ?? schema).required }];
}

/** Sections for the executors whose targets users run; Nx runs the others. */
function ofExecutors(executors, schemas) {
  return Object.entries(executors)
    .filter(([, { schema }]) => !schemas[schema].description.startsWith('Inferred'))
    .flatMap(([name, { schema, description }]) => [
      `### Options of \`${name === 'tune' ? 'tune' : `tune-${name}`}\`\n`,
      `${sentence(description)}\n`,
      schemaTable(schemas[schema], schemas[schema], { code: flag, skip: /Set by nx-tune/ }),
    ]);
}

function ofGenerators(generators, schemas) {
  return Object.entries(generators)
    .filter(([, { hidden = false }]) => !hidden)
    .flatMap(([name, { schema, description }]) => [
      `### \`nx g nx-tune:${name}\`\n`,
      `${sentence(description)}\n`,
      schemaTable(schemas[schema], schemas[schema], { code: flag }),
    ]);
}

/** An option as it is written on a command line. */
const flag = (key) => `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

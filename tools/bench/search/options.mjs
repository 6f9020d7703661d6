import { parseArgs } from 'node:util';

import { methodNames } from '@nx-tune/search';

import { functions } from './functions/functions.mjs';

export const help = `npm run bench:search -- [options]: how good the params are that samplers find, beside other libraries.

  --methods=tpe,gp       which methods; all but grid
  --functions=branin     which functions; all: ${Object.keys(functions).join(', ')}
  --seeds=20,gp:5        how many seeds, from 0; of one method another number
  --generation=1,4       sizes of a generation; the first one is compared with other libraries
  --output=FILE          write the page there, instead of the tables to standard output
  --help
`;

/** Returns the options, or the problem with them. */
export function parseOptions(args) {
  try {
    const all = methodNames.filter((name) => name !== 'grid');
    const { values } = parseArgs({
      args,
      options: { ...lists, output: { type: 'string' }, help: { type: 'boolean' } },
    });
    return {
      help: values.help ?? false,
      methods: some('methods', values.methods, all),
      names: some('functions', values.functions, Object.keys(functions)),
      seeds: seedsOf(values.seeds, all),
      generations: values.generation.split(',').map((size) => whole('generation', size)),
      output: values.output,
    };
  } catch (error) {
    return { problem: error.message };
  }
}

const lists = {
  methods: { type: 'string' },
  functions: { type: 'string' },
  seeds: { type: 'string', default: '20' },
  generation: { type: 'string', default: '1,4' },
};

/** Returns the number of seeds of each method. */
function seedsOf(text, methods) {
  const [common, ...own] = text.split(',');
  const counts = new Map(methods.map((method) => [method, whole('seeds', common)]));
  for (const [method, count] of own.map((part) => part.split(':'))) {
    some('seeds', method, methods);
    counts.set(method, whole('seeds', count ?? ''));
  }
  return counts;
}

function some(option, text, all) {
  const wanted = text?.split(',') ?? all;
  const unknown = wanted.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new Error(`--${option}: "${unknown}" is none of ${all.join(', ')}.`);
  return wanted;
}

function whole(option, text) {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Error(`--${option}: whole numbers from 1, but found "${text}".`);
  return Number(text);
}

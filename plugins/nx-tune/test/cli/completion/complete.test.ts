import { Command } from 'commander';

import { complete, type Lookups } from '../../../src/cli/completion/complete.js';
import { addBest } from '../../../src/cli/verbs/best.js';
import { addCompare } from '../../../src/cli/verbs/compare.js';
import { addCompletion, verbsOf } from '../../../src/cli/verbs/completion.js';
import { addShow } from '../../../src/cli/verbs/show.js';
import { addTrials } from '../../../src/cli/verbs/trials.js';

const program = new Command();
for (const add of [addBest, addTrials, addShow, addCompare, addCompletion]) add(program, '');
const verbs = verbsOf(program);

const asked: string[] = [];
const lookups: Lookups = {
  projects: () => Promise.resolve([{ value: 'digits' }, { value: 'letters' }]),
  sweeps: (project) => {
    asked.push(`sweeps of ${project}`);
    return Promise.resolve([{ value: 'tune' }, { value: 'wide' }]);
  },
  trials: (project, sweep) => {
    asked.push(`trials of ${project} ${sweep}`);
    return Promise.resolve([{ value: 'abc' }, { value: 'abd' }, { value: 'xyz' }]);
  },
};
const at = async (...words: readonly string[]): Promise<string[]> => {
  asked.length = 0;
  return (await complete(verbs, words, lookups)).map(({ value }) => value);
};

test('verbs, without the hidden one', async () => {
  expect(await at('')).toEqual(['best', 'trials', 'show', 'compare', 'completion']);
  expect(await at('co')).toEqual(['compare', 'completion']);
  expect(await at()).toHaveLength(5);
});

test('projects, and trials where a verb takes them', async () => {
  expect(await at('best', '')).toEqual(['digits', 'letters']);
  expect(await at('show', '')).toEqual(['digits', 'letters', 'abc', 'abd', 'xyz']);
  expect(await at('show', 'digits', 'ab')).toEqual(['abc', 'abd']);
  expect(asked).toEqual(['trials of digits undefined']);
  expect(await at('best', 'digits', '')).toEqual([]);
  expect(await at('compare', '--sweep', 'wide', 'letters', 'abc', 'x')).toEqual(['xyz']);
  expect(asked).toEqual(['trials of letters wide']);
  expect(await at('compare', 'abc', 'x')).toEqual(['xyz']);
  expect(asked).toEqual(['trials of undefined undefined']);
});

test('options and their values', async () => {
  expect(await at('best', '--s')).toEqual(['--sweep', '--source']);
  expect(await at('best', 'digits', '--sweep', 'w')).toEqual(['wide']);
  expect(asked).toEqual(['sweeps of digits']);
  expect(await at('best', 'digits', '--sweep', '=', 'w')).toEqual(['wide']);
  expect(await at('trials', '--format', '')).toEqual(['table', 'json', 'csv', 'md']);
  expect(await at('trials', '--top', '')).toEqual([]);
  expect(await at('trials', '--json', 'l')).toEqual(['letters']);
  expect(await at('show', 'digits', '--sweep=wide', 'x')).toEqual(['xyz']);
  expect(asked).toEqual(['trials of digits wide']);
});

test('nothing after a verb that there is not', async () => expect(await at('bset', '')).toEqual([]));

import type { Json, JsonObject } from '@nx-tune/search';
import * as fc from 'fast-check';

import { expandCommand, type MacroContext } from '../../../src/evaluate/command/commandLine.js';
import { awkwardTexts } from '../../support/awkwardParams.js';

const params: JsonObject = { lr: 0.1, nesterov: true, decay: false, name: 'a b', none: null, opt: { beta: [1, true] } };

const context = (changes: Partial<MacroContext> = {}): MacroContext => ({
  program: 'train.R',
  params,
  paramsFile: '.tune/trials/x/params.json',
  seed: '7',
  trialDir: '/w/.tune/trials/x/artifacts',
  env: { DATA: '/data set' },
  findCommand: (names) => names.at(-1),
  ...changes,
});

const expand = (word: string, changes?: Partial<MacroContext>): string[] => expandCommand([word], context(changes));
const json = '{"lr":0.1,"nesterov":true,"decay":false,"name":"a b","none":null,"opt":{"beta":[1,true]}}';

describe('macros', () => {
  it.each([
    ['${env}', ['/usr/bin/env']],
    ['${interpreter}', ['python3']],
    ['${program}', ['train.R']],
    ['${args}', ['--lr=0.1', '--nesterov=true', '--decay=false', '--name=a b', '--none=null', '--opt.beta=[1,true]']],
    ['${args_no_hyphens}', ['lr=0.1', 'nesterov=true', 'decay=false', 'name=a b', 'none=null', 'opt.beta=[1,true]']],
    ['${args_no_boolean_flags}', ['--lr=0.1', '--nesterov', '--name=a b', '--none=null', '--opt.beta=[1,true]']],
    ['${args_json}', [json]],
    ['${args_json_file}', ['.tune/trials/x/params.json']],
    ['${envvar:DATA}', ['/data set']],
    ['${envvar:ABSENT}', ['']],
  ])('%s', (macro, expected) => {
    expect(expand(macro)).toEqual(expected);
  });

  it('stay one argument inside a longer word', () => {
    expect(expand('--config=${args_json}')).toEqual([`--config=${json}`]);
    expect(expand('${envvar:DATA}/${program}')).toEqual(['/data set/train.R']);
  });

  it('are expanded in each word, and other words are left alone', () => {
    const words = ['run', '$HOME', '$(id)', '${program}', '--', '${args_no_hyphens}'];
    const expected = ['run', '$HOME', '$(id)', 'train.R', '--', 'x=1'];
    expect(expandCommand(words, context({ params: { x: 1 } }))).toEqual(expected);
  });

  it('that the sweep file should have refused are bugs of ours', () => {
    for (const macro of ['unknown', 'param:absent', 'param:opt.absent'])
      expect(() => expand(`\${${macro}}`, { program: undefined })).toThrow(`Internal error: macro ${macro}`);
  });

  it('that W&B does not have are text after "program"', () => {
    for (const word of ['${unknown}', '--lr=${param:lr}', '${seed}', '${trial_dir}', '${envvar:a-b}'])
      expect(expand(word)).toEqual([word]);
  });
});

describe('values inside words', () => {
  const placed = (word: string, changes?: Partial<MacroContext>): string[] =>
    expand(word, { program: undefined, ...changes });

  it.each([
    ['--lr=${param:lr}', '--lr=0.1'],
    ['${param:nesterov}/${param:decay}', 'true/false'],
    ['<${param:name}>', '<a b>'],
    ['${param:none}', 'null'],
    ['--beta=${param:opt.beta}', '--beta=[1,true]'],
    ['${param:opt}', '{"beta":[1,true]}'],
    ['--seed=${seed}', '--seed=7'],
    ['${trial_dir}/model.bin', '/w/.tune/trials/x/artifacts/model.bin'],
    ['--data=${envvar:DATA}/${param:lr}.csv', '--data=/data set/0.1.csv'],
  ])('%s', (word, expected) => expect(placed(word)).toEqual([expected]));

  it('have names with dots, too', () => {
    expect(placed('${param:a.b}', { params: { 'a.b': 1 } })).toEqual(['1']);
    expect(placed('${param:a.b.c}', { params: { a: { x: 1 }, 'a.b': { c: 2 } } })).toEqual(['2']);
  });

  it('are one argument each, whatever they are, and are not expanded again', () => {
    const law = (text: string): void =>
      expect(placed('--text=${param:text};', { params: { text } })).toEqual([`--text=${text};`]);
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom('${seed}', '$&', ...awkwardTexts), fc.string({ unit: 'binary' })), law),
    );
  });
});

describe('a program in Python', () => {
  it('gets values as Python writes them', () => {
    const expected = [
      '--lr=0.1',
      '--nesterov=True',
      '--decay=False',
      '--name=a b',
      '--none=None',
      '--opt.beta=[1, True]',
    ];
    expect(expand('${args}', { program: 'train.py' })).toEqual(expected);
  });

  it('gets lists of texts and objects that Python can read', () => {
    const values = { list: ['a', null, { deep: false }] };
    const expected = ['--list=["a", None, {"deep": False}]'];
    expect(expand('${args}', { program: 'train.py', params: values })).toEqual(expected);
  });

  it('gets JSON where JSON is asked for', () => {
    expect(expand('${args_json}', { program: 'train.py' })).toEqual([json]);
  });
});

describe('the interpreter', () => {
  it.each(['train.js', 'train.mjs', 'train.cjs'])('of %s is node', (program) => {
    expect(expand('${interpreter}', { program })).toEqual(['node']);
  });

  it('is python where no Python is found, so that the error names it', () => {
    expect(expand('${interpreter}', { findCommand: () => undefined })).toEqual(['python']);
  });
});

describe('one parameter value is always exactly one argument', () => {
  const value: fc.Arbitrary<Json> = fc.oneof(
    fc.constantFrom(...awkwardTexts),
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(fc.string()),
  );
  const flat = fc.dictionary(fc.string({ minLength: 1 }), value);

  it.each([
    ['${args}', '--'],
    ['${args_no_hyphens}', ''],
    ['${args_no_boolean_flags}', '--'],
  ])('%s', (macro, hyphens) => {
    const law = (values: { readonly [name: string]: Json }, program: string): void => {
      const args = expand(macro, { program, params: { nested: { last: 0, ...values } } });
      const starts = Object.keys({ last: 0, ...values }).map((name) => `${hyphens}nested.${name}=`);
      expect(args.map((arg, at) => arg.slice(0, starts[at]?.length))).toEqual(starts);
    };
    fc.assert(fc.property(flat, fc.constantFrom('train.py', 'train.R'), law));
  });

  it('and a text is passed as it is', () => {
    const law = (text: string): void => {
      expect(expand('${args}', { params: { text } })).toEqual([`--text=${text}`]);
      expect(expand('${args}', { params: { text }, program: 'train.py' })).toEqual([`--text=${text}`]);
    };
    fc.assert(fc.property(fc.oneof(fc.constantFrom(...awkwardTexts), fc.string({ unit: 'binary' })), law));
  });
});

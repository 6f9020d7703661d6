import type { Json, JsonObject } from '@nx-tune/search';
import * as fc from 'fast-check';

import { expandCommand } from '../../../src/evaluate/command/commandLine.js';
import type { MacroContext } from '../../../src/evaluate/command/macroContext.js';
import { awkwardTexts } from '../../support/awkwardParams.js';

const params: JsonObject = { lr: 0.1, nesterov: true, decay: false, name: 'a b', none: null, opt: { beta: [1, true] } };

const context = (changes: Partial<MacroContext> = {}): MacroContext => ({
  objective: { kind: 'command', command: [] },
  params,
  paramsFile: '.tune/trials/x/params.json',
  seed: '7',
  trialDir: '/w/.tune/trials/x/artifacts',
  env: { DATA: '/data set' },
  findCommand: (names) => names.at(-1),
  ...changes,
});

/** The arguments of a command that holds a word and is neither Python's nor W&B's. */
const expand = (word: string, changes?: Partial<MacroContext>): string[] => expandAll([word], changes);

const expandAll = (command: readonly string[], changes?: Partial<MacroContext>): string[] =>
  expandCommand(context({ objective: { kind: 'command', command }, ...changes }));
const json = '{"lr":0.1,"nesterov":true,"decay":false,"name":"a b","none":null,"opt":{"beta":[1,true]}}';

describe('macros', () => {
  it.each([
    ['${env}', ['/usr/bin/env']],
    ['${interpreter}', ['python3']],
    ['${args}', ['--lr=0.1', '--nesterov=true', '--decay=false', '--name=a b', '--none=null', '--opt.beta=[1,true]']],
    ['${args_no_hyphens}', ['lr=0.1', 'nesterov=true', 'decay=false', 'name=a b', 'none=null', 'opt.beta=[1,true]']],
    ['${args_no_boolean_flags}', ['--lr=0.1', '--nesterov', '--name=a b', '--none=null', '--opt.beta=[1,true]']],
    [
      '${args_no_equals}',
      [
        '--lr',
        '0.1',
        '--nesterov',
        'true',
        '--decay',
        'false',
        '--name',
        'a b',
        '--none',
        'null',
        '--opt.beta',
        '[1,true]',
      ],
    ],
    [
      '${args_append_hydra}',
      ['+lr=0.1', '+nesterov=true', '+decay=false', '+name=a b', '+none=null', '+opt.beta=[1,true]'],
    ],
    [
      '${args_override_hydra}',
      ['++lr=0.1', '++nesterov=true', '++decay=false', '++name=a b', '++none=null', '++opt.beta=[1,true]'],
    ],
    ['${args_json}', [json]],
    ['${args_json_file}', ['.tune/trials/x/params.json']],
    ['${envvar:DATA}', ['/data set']],
    ['${envvar:ABSENT}', ['']],
  ])('%s', (macro, expected) => {
    expect(expand(macro)).toEqual(expected);
  });

  it('stay one argument inside a longer word', () => {
    expect(expand('--config=${args_json}')).toEqual([`--config=${json}`]);
    expect(expand('${envvar:DATA}/${args_json_file}')).toEqual(['/data set/.tune/trials/x/params.json']);
  });

  it('are expanded in each word, and other words are left alone', () => {
    const words = ['run', '$HOME', '$(id)', '--', '${args_no_hyphens}'];
    const expected = ['run', '$HOME', '$(id)', '--', 'x=1'];
    expect(expandAll(words, { params: { x: 1 } })).toEqual(expected);
  });

  it('that the sweep file should have refused are bugs of ours', () => {
    for (const macro of ['unknown', 'param:absent', 'param:opt.absent'])
      expect(() => expand(`\${${macro}}`)).toThrow(`Internal error: macro ${macro}`);
  });
});

describe('values inside words', () => {
  const placed = (word: string, changes?: Partial<MacroContext>): string[] => expand(word, changes);

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

describe('a command that runs Python', () => {
  it.each([
    [['python3', 'train.py']],
    [['.venv/bin/python', '-m', 'pkg.fit']],
    [['uv', 'run', 'fit']],
    [['torchrun', '--nproc_per_node=2', 'train']],
    [['sh', '-c', 'exec python3 -u train "$@"', '--']],
  ])('%j gets values as Python writes them, even where the file is not one of W&B', (command) => {
    const args = [
      '--decay=False',
      '--lr=0.1',
      '--name=a b',
      '--nesterov=True',
      '--none=None',
      "--opt={'beta': [1, True]}",
    ];
    expect(expandAll([...command, '--seed=${seed}', '${args}'])).toEqual([...command, '--seed=7', ...args]);
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
    const law = (values: { readonly [name: string]: Json }): void => {
      const args = expand(macro, { params: { nested: { last: 0, ...values } } });
      const starts = Object.keys({ last: 0, ...values }).map((name) => `${hyphens}nested.${name}=`);
      expect(args.map((arg, at) => arg.slice(0, starts[at]?.length))).toEqual(starts);
    };
    fc.assert(fc.property(flat, law));
  });

  it('and a text is passed as it is', () => {
    const law = (text: string): void => {
      expect(expand('${args}', { params: { text } })).toEqual([`--text=${text}`]);
      expect(expandAll(['python', '${args}'], { params: { text } })).toEqual(['python', `--text=${text}`]);
    };
    fc.assert(fc.property(fc.oneof(fc.constantFrom(...awkwardTexts), fc.string({ unit: 'binary' })), law));
  });
});

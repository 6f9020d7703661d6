import type { Json, JsonObject } from '@nx-tune/search';
import * as fc from 'fast-check';

import { expandCommand } from '../../../src/evaluate/command/commandLine.js';
import type { MacroContext } from '../../../src/evaluate/command/macroContext.js';

const params: JsonObject = {
  lr: 0.1,
  nesterov: true,
  decay: false,
  name: 'a b',
  none: null,
  opt: { kind: 'sgd', beta: [1, true] },
};

const expand = (command: readonly string[], changes: Partial<MacroContext> = {}): string[] =>
  expandCommand({
    objective: { kind: 'command', command, program: './train.py' },
    params,
    paramsFile: '.tune/trials/x/params.json',
    seed: '7',
    trialDir: '/w/.tune/trials/x/artifacts',
    env: { DATA: '/data set', lower: 'x' },
    findCommand: (names) => names.at(-1),
    ...changes,
  });

/** Right sides follow wandb/wandb, `create_sweep_command`, `create_sweep_command_args` and `Agent._command_run`; params are sorted. */
describe('each macro of the agent', () => {
  it.each<readonly [string, readonly string[]]>([
    ['${env}', ['/usr/bin/env']],
    ['${interpreter}', ['python3']],
    ['${program}', ['./train.py']],
    [
      '${args}',
      [
        '--decay=False',
        '--lr=0.1',
        '--name=a b',
        '--nesterov=True',
        '--none=None',
        "--opt={'beta': [1, True], 'kind': 'sgd'}",
      ],
    ],
    [
      '${args_no_hyphens}',
      ['decay=False', 'lr=0.1', 'name=a b', 'nesterov=True', 'none=None', "opt={'beta': [1, True], 'kind': 'sgd'}"],
    ],
    [
      '${args_no_equals}',
      [
        '--decay',
        'False',
        '--lr',
        '0.1',
        '--name',
        'a b',
        '--nesterov',
        'True',
        '--none',
        'None',
        '--opt',
        "{'beta': [1, True], 'kind': 'sgd'}",
      ],
    ],
    [
      '${args_append_hydra}',
      [
        '+decay=False',
        '+lr=0.1',
        '+name=a b',
        '+nesterov=True',
        '+none=None',
        "+opt={'beta': [1, True], 'kind': 'sgd'}",
      ],
    ],
    [
      '${args_override_hydra}',
      [
        '++decay=False',
        '++lr=0.1',
        '++name=a b',
        '++nesterov=True',
        '++none=None',
        "++opt={'beta': [1, True], 'kind': 'sgd'}",
      ],
    ],
    [
      '${args_no_boolean_flags}',
      ['--lr=0.1', '--name=a b', '--nesterov', '--none=None', "--opt={'beta': [1, True], 'kind': 'sgd'}"],
    ],
    ['${args_dict}', ['decay', 'lr', 'name', 'nesterov', 'none', 'opt']],
    [
      '${args_json}',
      [
        '{"decay": false, "lr": 0.1, "name": "a b", "nesterov": true, "none": null, "opt": {"beta": [1, true], "kind": "sgd"}}',
      ],
    ],
    ['${args_json_file}', ['.tune/trials/x/params.json']],
    ['${envvar:DATA}', ['/data set']],
    ['${envvar:DATA}/x:${envvar:DATA}', ['/data set/x:/data set']],
    ['${envvar:ABSENT}', ['ABSENT']],
  ])('%s', (word, expected) => expect(expand([word])).toEqual(expected));
});

describe('what is no macro', () => {
  it.each([
    '--config=${args_json}',
    'exec "$0" "${@#--}"',
    '--lr=${lr}',
    'x${program}',
    '$HOME',
    '$(id)',
    '',
    '${args',
  ])('%j stays as it is', (word) => expect(expand([word])).toEqual([word]));

  it.each(['${lr}', '${@#--}', '${args} ${args}', '${seed}', '${}', '${envvar:lower}', '${constructor}'])(
    '%s is left out, as a whole word',
    (word) => expect(expand(['a', word, 'b'])).toEqual(['a', 'b']),
  );
});

describe('whole numbers', () => {
  const floats = (labels: readonly string[], values: JsonObject): string[] =>
    expand(['${args}'], {
      objective: {
        kind: 'command',
        command: ['${args}'],
        dialect: 'wandb',
        floats: Object.fromEntries(labels.map((label) => [label, true])),
      },
      params: values,
    });

  it('are floats where the file or the distribution says so', () =>
    expect(floats(['dropout', 'opt.lr'], { dropout: 0, layers: 2, opt: { lr: 1, steps: 3 } })).toEqual([
      '--dropout=0.0',
      '--layers=2',
      "--opt={'lr': 1.0, 'steps': 3}",
    ]));
});

test('a script for Node.js runs in node', () => {
  for (const program of ['a.js', 'a.mjs', 'a.cjs'])
    expect(
      expand(['${interpreter}'], { objective: { kind: 'command', command: ['${interpreter}'], program } }),
    ).toEqual(['node']);
});

test('one parameter is always exactly one argument, whatever its name and value', () => {
  const value: fc.Arbitrary<Json> = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(fc.string()),
    fc.dictionary(fc.string(), fc.boolean()),
  );
  const law = (values: JsonObject): void => {
    const names = Object.keys(values).toSorted();
    expect(
      expand(['${args}'], { params: values }).map((arg, at) => arg.slice(0, (names[at]?.length ?? 0) + 3)),
    ).toEqual(names.map((name) => `--${name}=`));
  };
  fc.assert(fc.property(fc.dictionary(fc.string({ minLength: 1 }), value), law));
});

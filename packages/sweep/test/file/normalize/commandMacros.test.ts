import { formatProblem, parseSweep, type Sweep } from '../../../src/index.js';

const parameters = `method: grid
metric: { name: loss }
parameters:
  semi: { values: [16, 64] }
  kind: { values: [a, b] }
  depth: { values: [1, 2], when: { kind: a } }
  opt: { parameters: { lr: { values: [0.1] } } }
`;

const file = (word: string, more = ''): string => `command: [node, train.mjs, '${word}']\n${more}${parameters}`;

function parse(text: string): { readonly messages: readonly string[]; readonly sweep?: Sweep } {
  const result = parseSweep('tune', 'a/tune.yaml', text);
  return result.ok ? { messages: [], sweep: result.value } : { messages: result.problems.map(formatProblem) };
}

test.each([
  '--max-semi-space-size=${param:semi}',
  '${seed}',
  '${trial_dir}/model.bin',
  '${param:opt.lr}',
  '${param:opt}',
  '${envvar:HOME}',
  '${param:kind}-${param:semi}',
])('%s is a word of a command', (word) => expect(parse(file(word)).messages).toEqual([]));

test('a budget is one more param', () => {
  const more = 'budget: { name: epochs }\nearly_terminate: { type: successive_halving, max_iter: 4 }\n';
  expect(parse(file('${param:epochs}', more)).messages).toEqual([]);
});

const known =
  'Known macros: ${env} ${interpreter} ${program} ${args} ${args_no_equals} ${args_no_hyphens} ${args_no_boolean_flags} ${args_append_hydra} ${args_override_hydra} ${args_dict} ${args_json} ${args_json_file} ${envvar:NAME} ${param:NAME} ${seed} ${trial_dir}.';

test.each([
  ['${param:sem}', '${param:sem} must name a parameter, but there is no such parameter. Did you mean "semi"?'],
  [
    '${param:width}',
    '${param:width} must name a parameter, but there is no such parameter. Parameters: semi, kind, depth, opt, opt.lr.',
  ],
  [
    '${param:depth}',
    '${param:depth} must name a parameter that every trial has, but depth is absent from some. Use ${args}, which leaves out what a trial does not have.',
  ],
  ['${semi}', `unknown macro \${semi}. Did you mean \${param:semi}? ${known}`],
  ['${params.semi}', `unknown macro \${params.semi}. Did you mean \${param:semi}? ${known}`],
  ['${trialdir}', `unknown macro \${trialdir}. Did you mean \${trial_dir}? ${known}`],
  ['${SEED}', `unknown macro \${SEED}. Did you mean \${seed}? ${known}`],
  ['${TUNE_SEED}', `unknown macro \${TUNE_SEED}. Did you mean \${seed}? ${known}`],
  ['${env:HOME}', `unknown macro \${env:HOME}. Did you mean \${envvar:HOME}? ${known}`],
  ['${nothing}', `unknown macro \${nothing}. ${known}`],
  [
    '${envvar:TUNE_SEED}',
    '${envvar:TUNE_SEED} is empty, since TUNE_SEED is set only when a trial has started. Write ${seed}.',
  ],
  [
    '--out=${envvar:TUNE_TRIAL_DIR}',
    '${envvar:TUNE_TRIAL_DIR} is empty, since TUNE_TRIAL_DIR is set only when a trial has started. Write ${trial_dir}.',
  ],
  [
    '${envvar:TUNE_CHECKPOINT}',
    '${envvar:TUNE_CHECKPOINT} is empty, since TUNE_CHECKPOINT is set only when a trial has started. Read TUNE_CHECKPOINT in the program.',
  ],
])('%s is not', (word, message) =>
  expect(parse(file(word)).messages).toEqual([`a/tune.yaml:1 command[2]: ${message}`]),
);

test('the budget of a trial has the name of a param', () => {
  const more = 'budget: { name: epochs }\nearly_terminate: { type: successive_halving, max_iter: 4 }\n';
  expect(parse(file('${envvar:TUNE_BUDGET}', more)).messages.join()).toContain('Write ${param:epochs}.');
});

test('a param that each alternative has is one that every trial has', () => {
  const union = 'union: [{ rate: { values: [1] } }, { rate: { values: [2] } }]\n';
  expect(parse(file('${param:rate}', union)).messages).toEqual([]);
  const one = 'union: [{ rate: { values: [1] } }, { trees: { values: [2] } }]\n';
  expect(parse(file('${param:rate}', one)).messages.join()).toContain('rate is absent from some');
});

test('a macro in brackets must be quoted', () => {
  expect(parse(`command: [node, --seed=\${seed}, train.mjs]\n${parameters}`).messages.join()).toContain(
    "Quote words with macros: '--seed=${seed}'.",
  );
});

describe('a file of W&B', () => {
  it('keeps an unknown macro as it is, and a notice says so', () => {
    const { messages, sweep } = parse(file('--x=${param:semi}/${what}', 'program: train.py\n'));
    expect(messages).toEqual([]);
    expect(sweep?.objective).toMatchObject({ command: ['node', 'train.mjs', '--x=${param:semi}/${what}'] });
    expect(sweep?.notices).toEqual([
      '"command" keeps ${param:semi} ${what} as text, as W&B does in longer words; to have values put in, name the script in "command" instead of "program"',
    ]);
  });

  it('cannot have a variable either that is set only in the trial', () => {
    const { messages } = parse(file('${envvar:TUNE_SEED}', 'program: train.py\n'));
    expect(messages.join()).toContain('Read TUNE_SEED in the program.');
  });
});

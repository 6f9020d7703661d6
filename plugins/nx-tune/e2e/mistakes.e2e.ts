import { gridFile } from './support/fixture.js';
import { createWorkspace, type Workspace } from './support/workspace.js';

/** Sweep files with a mistake, by name, and what the user reads. */
const mistakes: Readonly<Record<string, { readonly text: string; readonly message: string }>> = {
  empty: {
    text: '',
    message:
      'empty.tune.yaml: a sweep file must not be empty. Start with "objective", "method", "metric" and "parameters".',
  },
  syntax: { text: 'objective: [', message: 'syntax.tune.yaml:1: Flow sequence in block collection must be' },
  unknownKey: {
    text: gridFile.replace('seed:', 'sede:'),
    message: 'unknownKey.tune.yaml:11 sede: unknown key "sede". Did you mean "seed"?',
  },
  method: {
    text: gridFile.replace('grid', 'gird'),
    message:
      'method.tune.yaml:2 method: "method" must be one of grid, random, sobol, halton, lhs, bayes, tpe, gp, cma-es, nelder-mead, nsga2, but it is "gird". Did you mean "grid"?',
  },
  minAboveMax: {
    text: gridFile.replace('values: [1, 2]', 'min: 2, max: 1'),
    message: 'minAboveMax.tune.yaml:5 parameters.x',
  },
  logThroughZero: {
    text: gridFile.replace('values: [1, 2]', 'distribution: log_uniform_values, min: 0, max: 1'),
    message: 'logThroughZero.tune.yaml:5 parameters.x',
  },
  notANumber: {
    text: gridFile.replace('values: [1, 2]', 'min: .nan, max: .inf'),
    message: 'notANumber.tune.yaml:5 parameters.x.min: "min" must be a finite number, but it is NaN.',
  },
  twice: { text: gridFile.replace('  y:', '  x:'), message: 'twice.tune.yaml:6: Map keys must be unique' },
  noValues: {
    text: gridFile.replace('[1, 2]', '[]'),
    message: 'noValues.tune.yaml:5 parameters.x.values: "values" must not be empty',
  },
  proto: { text: gridFile.replace('  x:', '  __proto__:'), message: 'a key must not be called "__proto__"' },
  newline: { text: gridFile.replace('  x:', '  "a\\nb":'), message: String.raw`but it is "a\nb"` },
  shell: { text: gridFile.replace('  x:', '  $(touch pwned):'), message: 'but it is "$(touch pwned)"' },
  dots: { text: gridFile.replace('  x:', '  ../..:'), message: 'but it is "../.."' },
  flag: { text: gridFile.replace('  x:', '  --flag:'), message: 'but it is "--flag"' },
  escape: {
    text: gridFile.replace('./src/objective.ts', '../../secret.ts'),
    message:
      '"objective" must be a path inside the project, but "../../secret.ts" is not: it leaves its folder with ".."',
  },
  missing: {
    text: gridFile.replace('objective.ts', 'none.ts'),
    message:
      'missing.tune.yaml:1 objective: "objective" must be a file of the project, but src/none.ts is not: there is no such file.',
  },
  huge: {
    text: `objective: ./src/objective.ts\nmethod: grid\nmetric: { name: loss }\nparameters:\n${['a', 'b', 'c', 'd'].map((name) => `  ${name}: { min: 1, max: 1000 }`).join('\n')}\n`,
    message: 'a sweep has at most 10,000 trials, but this one has 1,000,000,000,000.',
  },
  large: {
    text: `# ${'x'.repeat(10_000_000)}\n`,
    message: 'a sweep file must not be larger than 64 kB, but it has 10001 kB.',
  },
};

describe('a sweep file with a mistake', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    const files = Object.entries(mistakes).map(([name, { text }]) => [`apps/digits/${name}.tune.yaml`, text] as const);
    workspace = await createWorkspace({ files: Object.fromEntries(files) });
  });
  afterAll(() => workspace.dispose());

  test('fails its own target, with its message', async () => {
    const targets = Object.keys(mistakes).map((name) => `tune-${name}`);
    const { code, output } = await workspace.nx('run-many', '-t', ...targets, '--output-style=static');
    expect(code).toBe(1);
    for (const [name, { message }] of Object.entries(mistakes)) {
      expect(output).toContain(`apps/digits/${name}.tune.yaml`);
      expect(output).toContain(message);
    }
    expect(output).not.toContain('Internal error');
    expect(workspace.exists('apps/digits/pwned') || workspace.exists('pwned')).toBe(false);
  });

  test('fails no other command', async () => {
    const shown = await workspace.nx('show', 'project', 'digits', '--json');
    expect(shown.code).toBe(0);
    expect(await workspace.executions('tune', 'digits')).toBe(6);
    expect((await workspace.nx('lint', 'digits')).code).toBe(0);
  });
});

const values = [
  '__proto__',
  'a\nb',
  '"\'',
  '$(touch pwned)',
  '`touch pwned`',
  '; touch pwned',
  '../..',
  '--flag',
  '{projectRoot}',
  '${HOME}',
  '%PATH%',
  '\u001b[31m',
  '',
  'é👩‍🔬',
];
const file = (objective: object): string =>
  JSON.stringify({ ...objective, method: 'grid', metric: { name: 'loss' }, parameters: { text: { values } } });

describe('in a workspace with sweeps of many kinds', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    const codegen = { name: 'digits', targets: { codegen: { command: 'echo' } } };
    workspace = await createWorkspace({
      files: {
        'loose/tune.yaml': gridFile,
        'apps/digits/random.tune.json': '{}',
        'apps/digits/project.json': JSON.stringify(codegen),
        'apps/awkward/project.json': '{"name":"awkward"}',
        'apps/awkward/tune.json': file({ objective: 'src/objective.mjs' }),
        'apps/awkward/command.tune.json': file({ command: ['node', 'src/command.mjs', '${args}', 'x${args_json}y'] }),
        'apps/awkward/src/objective.mjs': 'export default ({ text }) => ({ loss: text.length });\n',
        'apps/awkward/src/command.mjs':
          "const { text } = JSON.parse(process.env.TUNE_PARAMS);\nif (process.argv[2] !== '--text=' + text || process.argv[3] !== 'x' + JSON.stringify({ text }) + 'y' || process.argv.length !== 4) process.exit(1);\nconsole.log(JSON.stringify({ loss: text.length }));\n",
      },
    });
  });
  afterAll(() => workspace.dispose());

  test('a sweep file outside any project, and two of one name, break their own targets only', async () => {
    const loose = await workspace.nx('tune', 'loose');
    expect(loose.code).toBe(1);
    expect(loose.output).toContain(
      'loose/tune.yaml: a sweep file must be in the root folder of an Nx project, but loose is not one. Move the file, or add a project.json.',
    );
    const two = await workspace.nx('tune-random', 'digits');
    expect(two.code).toBe(1);
    expect(two.output).toContain(
      'apps/digits/random.tune.json and apps/digits/random.tune.yaml: two sweep files in one folder must not have the same name.',
    );
    expect(await workspace.executions('tune', 'digits')).toBe(6);
  });

  test('an option that does not exist is refused before any trial runs, and options of other targets are not', async () => {
    const before = workspace.counted();
    const refused = await workspace.nx('tune', 'digits', '--x=0.3', '--tpo=3');
    expect(refused.code).toBe(1);
    expect(refused.output).toContain(
      'digits:tune has no option --x. "x" is a parameter of the sweep: write its values into apps/digits/tune.yaml:5, parameters.x.',
    );
    expect(refused.output).toContain('digits:tune has no option --tpo. Did you mean --top?');
    expect(refused.output).not.toContain('stacktrace');
    expect(workspace.counted()).toBe(before);
    const codegenAlone = await workspace.nx('codegen', 'digits', '--x=0.3');
    expect(codegenAlone.code).toBe(0);
    expect(
      await workspace.executions('tune', 'digits', '--top=3', '--no-wait', '--parallel=2', '--skip-nx-cache'),
    ).toBe(6);
  });

  test('any text may be a value: it arrives as it is, and reaches no shell', async () => {
    const { code, output } = await workspace.nx('run-many', '-t', 'tune', 'tune-command', '-p', 'awkward');
    expect(`${code} ${output}`).toMatch(/^0 /);
    for (const sweep of ['tune', 'command']) {
      const { trials } = JSON.parse(workspace.read(`apps/awkward/.tune/${sweep}/trials.json`)) as {
        trials: { params: { text: string }; metrics: { loss: number } }[];
      };
      expect(trials.map(({ params, metrics }) => [params.text, metrics.loss])).toEqual(
        values.map((text) => [text, text.length]),
      );
    }
    expect(output).not.toContain('\u001b[31m');
    expect(['pwned', 'apps/pwned', 'apps/awkward/pwned'].some((path) => workspace.exists(path))).toBe(false);
  });
});

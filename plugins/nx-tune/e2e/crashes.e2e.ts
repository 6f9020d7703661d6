import { gridFile } from './support/fixture.js';
import { createWorkspace, type Workspace } from './support/workspace.js';

const objectives: Readonly<Record<string, { readonly text: string; readonly message: string }>> = {
  unparsable: { text: 'export default function (', message: 'unparsable.ts' },
  nothing: { text: 'export const other = 1;', message: 'must export a default function' },
  nonsense: {
    text: "export default () => 'good';",
    message: 'the objective must return a number or an object of numbers, but it returned "good"',
  },
  otherMetric: {
    text: 'export default () => ({ accuracy: 1 });',
    message: `the sweep's metric is "loss", but the objective returned "accuracy"`,
  },
  throws: { text: "export default () => { throw new RangeError('too far'); };", message: 'RangeError: too far' },
};

/** Counts its executions; crashes where x is 2. */
const counting = `const fs = require('node:fs');
  module.exports = ({ x }) => {
    fs.appendFileSync(process.env.E2E_COUNTER, 'x\\n');
    if (x === 2) throw new Error('no good');
    return { loss: x, threads: Number(process.env.OMP_NUM_THREADS ?? 0), gpu: Number(process.env.CUDA_VISIBLE_DEVICES ?? -1) };
  };`;

const sweepOf = (objective: string): string =>
  `${objective}\nmethod: grid\nmetric: { name: loss }\nparameters:\n  x: { values: [1] }\n`;

describe('trials that crash', () => {
  let workspace: Workspace;
  let takeBack: () => void;
  beforeAll(async () => {
    const modules = Object.entries(objectives).flatMap(([name, { text }]) => [
      [`apps/digits/src/${name}.ts`, text] as const,
      [`apps/digits/${name}.tune.yaml`, sweepOf(`objective: src/${name}.ts`)] as const,
    ]);
    workspace = await createWorkspace({
      files: {
        ...Object.fromEntries(modules),
        'apps/digits/src/counting.cjs': counting,
        'apps/digits/absent.tune.yaml': sweepOf('command: [no-such-command-anywhere]'),
        'apps/digits/silent.tune.yaml': sweepOf("command: [node, -e, '0']"),
        'apps/digits/prose.tune.yaml': sweepOf(`command: [node, -e, 'console.log("all is well")']`),
        'apps/digits/exits.tune.yaml': sweepOf(
          'command: [node, -e, \'console.error("out of luck"); process.exit(3)\']',
        ),
      },
    });
    takeBack = workspace.remember();
  });
  afterAll(() => workspace.dispose());
  beforeEach(() => takeBack());

  test('each is named with its error, and its sweep fails', async () => {
    const messages = {
      ...Object.fromEntries(Object.entries(objectives).map(([name, { message }]) => [name, message])),
      absent: 'did not start',
      silent: 'the command printed nothing',
      prose: `the command's last line is not JSON: "all is well"`,
      exits: 'out of luck',
    };
    const { code, output } = await workspace.nx(
      'run-many',
      '-t',
      ...Object.keys(messages).map((name) => `tune-${name}`),
      '--output-style=static',
    );
    expect(code).toBe(1);
    for (const message of Object.values(messages)) expect(output).toContain(message);
    // A trial without the metric has a result.
    expect(output.match(/1 of 1 trials failed\. The next run tries them again\./g)).toHaveLength(
      Object.keys(messages).length - 1,
    );
    expect(output).toContain('1 of 1 trials did not return the metric "loss".');
    expect(output).not.toContain('Internal error');
  });

  test('a crash stops no other trial; the next run computes the crashed one alone, and once it succeeds it is not computed again', async () => {
    workspace.edit(
      'apps/digits/src/objective.ts',
      'const data',
      "if (params.x === 2 && params.y === 0.2 && process.env['E2E_BROKEN']) throw new Error('a bug');\n  const data",
    );
    workspace.env['E2E_BROKEN'] = 'yes';
    const broken = await workspace.nx('tune', 'digits');
    expect(broken.code).toBe(1);
    expect(broken.output).toContain('Error: a bug');
    expect(broken.output).toContain('5');
    expect(JSON.parse(workspace.read('apps/digits/.tune/tune/best.json'))).toMatchObject({
      params: { x: 1, y: 0.1, z: 5 },
    });
    const before = workspace.counted();
    expect((await workspace.nx('tune', 'digits')).code).toBe(1);
    expect(workspace.counted() - before).toBe(1);
    delete workspace.env['E2E_BROKEN'];
    expect(await workspace.executions('tune', 'digits')).toBe(1);
    expect(await workspace.executions('tune', 'digits')).toBe(0);
  });

  test('diverged trials are results, which are cached, ranked last and never best', async () => {
    workspace.write('apps/digits/diverge.tune.yaml', gridFile.replace('[1, 2]', '[.nan, 2]').replace('.nan', '1e200'));
    expect(await workspace.executions('tune-diverge', 'digits')).toBe(6);
    expect(await workspace.executions('tune-diverge', 'digits')).toBe(0);
    const { trials } = JSON.parse(workspace.read('apps/digits/.tune/diverge/trials.json')) as {
      trials: { outcome: { kind: string }; metrics: { loss: unknown } }[];
    };
    expect(trials.slice(0, 3).map(({ outcome, metrics }) => [outcome.kind, metrics.loss])).toEqual(
      Array.from({ length: 3 }, () => ['diverged', 'Infinity']),
    );
    expect(JSON.parse(workspace.read('apps/digits/.tune/diverge/best.json'))).toMatchObject({
      params: { x: 2, y: 0.1 },
    });
  });

  test('a trial that takes too long is ended, one that crashes at first is tried again, and the others go on', async () => {
    workspace.write(
      'apps/digits/src/hostile.cjs',
      `const fs = require('node:fs');
      module.exports = ({ x }, trial) => {
        if (x === 1) for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1e6);
        if (x === 2) trial.infeasible('x is 2');
        const attempts = process.env.E2E_COUNTER + trial.id;
        fs.appendFileSync(attempts, 'x');
        if (x === 3 && fs.readFileSync(attempts).length < 3) throw new Error('bad luck');
        return x;
      };`,
    );
    const sweep = sweepOf('objective: src/hostile.cjs').replace('[1]', '[1, 2, 3, 4]');
    workspace.write('apps/digits/hostile.tune.yaml', `${sweep}timeout: 2\nretries: 2\n`);
    const { code, output } = await workspace.nx('tune-hostile', 'digits');
    expect(code).toBe(1);
    expect(output).toContain('timed out: it ran longer than "timeout" (2 seconds)');
    expect(output).toContain('4 trials (1 infeasible, 1 failed)');
    const { trials } = JSON.parse(workspace.read('apps/digits/.tune/hostile/trials.json')) as {
      trials: { outcome: { kind: string; reason?: string } }[];
    };
    expect(trials.map(({ outcome }) => outcome.kind)).toEqual(['failed', 'infeasible', 'completed', 'completed']);
    expect(trials[1]?.outcome.reason).toBe('x is 2');
  });

  const counted = async (...args: string[]): Promise<{ code: number | null; output: string; executions: number }> => {
    const before = workspace.counted();
    const { code, output } = await workspace.nx(...args);
    return { code, output, executions: workspace.counted() - before };
  };

  test('crashes that are to be recorded are results, and nothing else is computed for it', async () => {
    const sweep = sweepOf('objective: src/counting.cjs').replace('[1]', '[1, 2, 3]');
    const file = 'apps/digits/record.tune.yaml';
    workspace.write(file, sweep);
    expect(await counted('tune-record', 'digits')).toMatchObject({ code: 1, executions: 3 });
    workspace.write(file, `${sweep}on_crash: record\n`);
    const recorded = await counted('tune-record', 'digits');
    expect(recorded).toMatchObject({ code: 0, executions: 1 });
    expect(recorded.output).toContain('3 trials (1 failed)');
    expect(await counted('tune-record', 'digits')).toMatchObject({ code: 0, executions: 0 });
    workspace.write(file, sweep);
    expect(await counted('tune-record', 'digits')).toMatchObject({ code: 1, executions: 1 });
  });

  test('a sweep whose trials crash alike gives up if the user wants it to, and says how far it came', async () => {
    const file = 'apps/digits/hopeless.tune.yaml';
    const sweep = sweepOf('objective: src/hopeless.cjs').replace('[1]', '[1, 2, 3, 4, 5, 6]');
    workspace.write('apps/digits/src/hopeless.cjs', counting.replace('x === 2', 'process.env.E2E_HOPELESS'));
    workspace.write(file, `${sweep}fail_fast: 2\n`);
    workspace.env['E2E_HOPELESS'] = 'yes';
    const { code, output, executions } = await counted('tune-hopeless', 'digits', '--parallel=1');
    expect({ code, executions }).toEqual({ code: 1, executions: 2 });
    expect(output).toContain('not started, because 2 trials crashed with the same error');
    expect(output).toContain(
      '2 of 6 trials failed, and 4 were not started ("fail_fast"). The next run tries them again.',
    );
    delete workspace.env['E2E_HOPELESS'];
    expect(await counted('tune-hopeless', 'digits')).toMatchObject({ code: 0, executions: 6 });
  });

  test('each trial sees what it has for itself, and runs again when that changes', async () => {
    const file = 'apps/digits/share.tune.yaml';
    const sweep = sweepOf('objective: src/counting.cjs').replace('[1]', '[4, 5, 6]');
    workspace.write(file, `${sweep}resources: { cpus: 3, gpus: 1 }\n`);
    workspace.env['CUDA_VISIBLE_DEVICES'] = '';
    const without = await counted('tune-share', 'digits');
    expect(without).toMatchObject({ code: 1, executions: 0 });
    expect(without.output).toContain('"resources" asks for 1 GPU, but this machine has none');
    workspace.env['CUDA_VISIBLE_DEVICES'] = '7';
    expect(await counted('tune-share', 'digits')).toMatchObject({ code: 0, executions: 3 });
    const { trials } = JSON.parse(workspace.read('apps/digits/.tune/share/trials.json')) as {
      trials: { metrics: unknown }[];
    };
    expect(trials.map(({ metrics }) => metrics)).toEqual([4, 5, 6].map((loss) => ({ loss, threads: 3, gpu: 7 })));
    workspace.write(file, `${sweep}resources: { cpus: 3, gpus: 1 }\ntimeout: 100\n`);
    expect(await counted('tune-share', 'digits')).toMatchObject({ code: 0, executions: 0 });
    workspace.write(file, `${sweep}resources: { cpus: 2, gpus: 1 }\n`);
    expect(await counted('tune-share', 'digits')).toMatchObject({ code: 0, executions: 3 });
  });
});

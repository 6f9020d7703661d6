import { expandSweep, formatProblem, parseSweep, variantOf } from '@nx-tune/sweep';
import { findMatchingProjects } from 'nx/src/utils/find-matching-projects.js';

import { othersVariable, wandbShimVersion } from '../../../src/constants.js';
import { nothingUnseen } from '../../../src/imports/unseenByNx.js';
import { inferProjects } from '../../../src/inference/targets/inferProjects.js';
import type { SweepPlan, ValidSweepPlan } from '../../../src/inference/sweepPlan.js';
import { trialDependencies } from '../../../src/inference/trialDependencies.js';
import type { Project } from '../../../src/study/project.js';

const project: Project = { name: 'digits', root: 'apps/digits', hasPackageJson: true };
const text =
  'objective: ./src/objective.ts\nmethod: grid\nmetric: { name: loss }\nparameters:\n  x: { values: [1, 2] }\n';

function plan(name: string, source: string = text, code = 'code'): SweepPlan {
  const parsed = parseSweep(name, 'tune.yaml', source);
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  const expansion = expandSweep(parsed.value);
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  return {
    kind: 'valid',
    name,
    file: `${name}.tune.yaml`,
    sweep: parsed.value,
    trials: expansion.trials,
    tried: [],
    slots: expansion.slots,
    promotions: expansion.promotions,
    ...(expansion.top === undefined ? {} : { top: expansion.top }),
    rounds: expansion.rounds,
    judgements: expansion.judgements,
    entries: ['src/objective.ts'],
    code,
    loader: 'jiti',
    reached: {
      closure: { files: new Map(), packages: new Set(), unresolved: [], computed: [], searchPaths: [], edges: [] },
      paths: { relativePath: (file) => file },
      places: new Map(),
      source: [],
      always: nothingUnseen,
    },
    unseen: nothingUnseen,
    cases: { inputs: new Map(), globs: [], files: [] },
    words: { files: [], folders: [], globs: [], unknownPatterns: [], outside: [], packages: [], variables: [] },
    dotenv: [],
    before: [],
    notices: [],
    defaults: {},
    hasParamsFile: false,
  };
}

type Projects = ReturnType<typeof inferProjects>;
const trialsOf = (projects: Projects): [string, Projects[string]][] =>
  Object.entries(projects).filter(([root]) => root.includes('/trials/'));
/** The names of the projects on which the project of a trial depends: it waits for their tasks. */
function awaitedBy(projects: Projects, trial: Projects[string] | undefined): string[] {
  const named = Object.entries(projects).map(([root, one]) => [one.name ?? '', { ...one, root }] as const);
  const edges = trialDependencies(Object.fromEntries(named));
  return edges.filter(({ source }) => source === trial?.name).map(({ target }) => target);
}
/** Counts the tasks that compute trials, those in slots included. */
const jobsOf = (projects: Projects): number =>
  Object.values(projects).filter(({ targets = {} }) => targets['trial'] !== undefined).length;
/** Returns the part of a trial that Nx hashes: all but the metadata. */
const hashed = (project: Projects[string]): string =>
  JSON.stringify({ ...project, targets: { trial: { ...project.targets?.['trial'], metadata: undefined } } });

test('there is one project per trial, rooted at its output folder, and one target that depends on them all', () => {
  const projects = inferProjects(project, [plan('tune')]);
  const trials = trialsOf(projects);
  expect(trials.map(([root]) => root)).toEqual(
    trials.map(([, { name }]) => `apps/digits/.tune/trials/${name?.split('--').at(-1)}`),
  );
  expect(projects[project.root]?.targets?.['tune']?.dependsOn).toEqual([
    { projects: trials.map(([, { name }]) => name), target: 'trial' },
  ]);
  expect(trials.every(([, { tags }]) => tags?.join() === 'tune:trial')).toBe(true);
});

test('the version of our wandb is in the hash of the trials that import it, and of no other', () => {
  const command = text.replace('objective: ./src/objective.ts', 'command: [python3, a.py]');
  const versions = (source: string): unknown[] =>
    Object.values(inferProjects(project, [plan('tune', source)]))
      .flatMap(({ targets = {} }) => [targets['trial'] ?? [], targets['inputs'] ?? []].flat())
      .map(({ options }) => (options as { readonly wandb?: number }).wandb);
  expect(versions(command)).toEqual([undefined, undefined, undefined]);
  expect(versions(`${command}wandb: shim\n`)).toEqual([wandbShimVersion, wandbShimVersion, wandbShimVersion]);
});

test('the hash of a trial does not depend on its position: name, index or count of its sweep, goal or limits', () => {
  const [, first] = trialsOf(inferProjects(project, [plan('tune')]))[0] ?? [];
  const others = [
    plan('renamed'),
    plan('tune', text.replace('[1, 2]', '[0, 2, 1]')),
    plan('tune', `${text}max_trials: 7\n`),
    plan('tune', `${text}parallel: 1\n`),
    plan('tune', `${text}timeout: 5\nmemory: 100\nretries: 1\nfail_fast: 2\non_crash: fail\n`),
    plan('tune', text.replace('loss }', 'loss, goal: maximize }')),
  ];
  for (const other of others) {
    const same = trialsOf(inferProjects(project, [other])).find(([, { name }]) => name === first?.name);
    expect(same && hashed(same[1])).toBe(first && hashed(first));
  }
});

test('sweeps that ask for the same point share one project, whichever comes first', () => {
  const wide = plan('wide', text.replace('[1, 2]', '[2, 3]'));
  const both = inferProjects(project, [plan('tune'), wide]);
  expect(trialsOf(both)).toHaveLength(3);
  const swapped = inferProjects(project, [wide, plan('tune')]);
  expect(Object.fromEntries(trialsOf(swapped))).toEqual(Object.fromEntries(trialsOf(both)));
});

const learning = text
  .replace('method: grid', 'method: tpe\nrun_cap: 6\ngeneration: 2')
  .replace('values: [1, 2]', 'min: 0.0, max: 1');
const racing = `${text.replace('method: grid', 'method: random\nrun_cap: 4').replace('values: [1, 2]', 'min: 0.0, max: 1')}budget: { name: epochs }\nearly_terminate: { type: successive_halving, max_iter: 9, eta: 3 }\n`;

describe.each([
  ['a grid', text],
  ['a method that learns', learning],
  ['early stopping', racing],
  [
    'early stopping of a method that learns',
    racing.replace('random', 'tpe').replace('successive_halving', 'hyperband'),
  ],
  ['the best of a grid', `${text}replicate_top: {}\n`],
  ['the best of a method that learns', `${learning}replicates: 2\nreplicate_top: { count: 2 }\n`],
  ['the best of rungs', `${racing}replicate_top: { count: 1 }\n`],
])('whatever a neighbour says, %s keeps its trials and their hashes', (_, source) => {
  const all = (...plans: SweepPlan[]): Projects => {
    const { [project.root]: _, ...tasks } = inferProjects(project, plans);
    return tasks;
  };
  const settings = [
    '',
    'resources: { cpus: 2 }\n',
    'resources: { cpus: 4 }\n',
    'inputs: [x.csv]\n',
    'inputs: [{ env: SCALE }]\n',
    'on_crash: record\n',
    'undeclared: allow\n',
    'inputs: [x.csv]\nresources: { gpus: 1 }\nundeclared: allow\non_crash: record\n',
  ];
  test.each(settings)('with %j', (own) => {
    const alone = all(plan('a', `${source}${own}`));
    for (const other of settings.filter((one) => one !== own)) {
      const beside = plan('b', `${source}${other}`);
      const both = all(plan('a', `${source}${own}`), beside);
      expect(both).toMatchObject(alone);
      expect(both).toMatchObject(all(beside));
      expect(jobsOf(both)).toBe(2 * jobsOf(alone));
    }
    // What cannot change a result is shared: the widest limits apply, which are not hashed.
    const patient = all(plan('a', `${source}${own}`), plan('b', `${source}${own}timeout: 9\nretries: 1\n`));
    const hashedOnly = (tasks: Projects): string =>
      JSON.stringify(tasks, (key, value: unknown) => (key === 'metadata' || key === 'dependsOn' ? undefined : value));
    expect(hashedOnly(patient)).toBe(hashedOnly(alone));
  });
});

const againOf = (projects: Projects): [string, Projects[string]][] =>
  Object.entries(projects).filter(([root]) => root.includes('-top-r'));
const choicesOf = (projects: Projects): [string, Projects[string]][] =>
  Object.entries(projects).filter(([root]) => root.includes('/promotions/'));

describe.each([
  ['a grid', text.replace('[1, 2]', '[1, 2, 3, 4]'), text.replace('[1, 2]', '[1, 2, 3, 4, 5]')],
  ['a method that learns', learning, learning.replace('run_cap: 6', 'run_cap: 8')],
  ['rungs', racing, racing.replace('run_cap: 4', 'run_cap: 6')],
])('the best of %s are run again', (_, source, larger) => {
  const inferred = (entry: string, of = source): Projects =>
    inferProjects(project, [plan('tune', `${of}replicate_top: ${entry}\n`)]);
  const hashes = (projects: Projects): Map<string, string> =>
    new Map(
      againOf(projects).map(([root, one]) => [
        root,
        hashed({ ...one, targets: { trial: { ...one.targets?.['trial'], dependsOn: [] } } }),
      ]),
    );

  test('by tasks that depend on their choice alone, which depends on all trials that are judged', () => {
    const projects = inferred('{ count: 2, replicates: 3 }');
    const choice = choicesOf(projects).at(-1)?.[1];
    const waiting = Object.values(projects).filter((one) => awaitedBy(projects, one).includes(choice?.name ?? ''));
    expect(waiting).toEqual(againOf(projects).map(([, one]) => one));
    const { trials, slots } = plan('tune', source) as ValidSweepPlan;
    expect(againOf(projects)).toHaveLength(
      2 * (trials.length + slots.length === 12 ? 4 : trials.length + slots.length),
    );
    const gathered = projects[project.root]?.targets?.['tune']?.dependsOn;
    for (const [, { name }] of againOf(projects)) expect(JSON.stringify(gathered)).toContain(`"${name}"`);
  });

  test('a larger count, more replicates and more trials change the hash of none of them', () => {
    const before = hashes(inferred('{ count: 2, replicates: 3 }'));
    for (const after of [
      inferred('{ count: 3, replicates: 3 }'),
      inferred('{ count: 2, replicates: 5 }'),
      inferred('{ count: 2, replicates: 3 }', larger),
    ])
      expect([...hashes(after)].filter(([root]) => before.has(root))).toEqual([...before]);
  });

  test('more replicates change nothing of the choice either', () => {
    const choice = (entry: string) => choicesOf(inferred(entry));
    expect(choice('{ count: 2, replicates: 5 }')).toEqual(choice('{ count: 2, replicates: 3 }'));
    expect(choice('{ count: 3, replicates: 3 }')).not.toEqual(choice('{ count: 2, replicates: 3 }'));
  });

  test('two sweeps that choose among the same share the tasks: each that one of them chooses runs', () => {
    const [one, other] = ['{ count: 1, replicates: 3 }', '{ count: 2, replicates: 4 }'].map((entry, index) =>
      plan(`s${index}`, `${source}replicate_top: ${entry}\n`),
    ) as [SweepPlan, SweepPlan];
    const both = inferProjects(project, [one, other]);
    expect(hashes(both)).toEqual(hashes(inferProjects(project, [other])));
    const gates = choicesOf(both).flatMap(([, { targets }]) => targets?.['promote']?.outputs ?? []);
    expect(new Set(gates.filter((file) => file.includes('/gates/'))).size).toBe(
      gates.filter((file) => file.includes('/gates/')).length,
    );
    expect(
      choicesOf(both).filter(([, { targets }]) => JSON.stringify(targets?.['promote']?.options).includes('union')),
    ).toHaveLength(1);
  });
});

test('the share of tasks that are of the best adds up to the number that will run', () => {
  const shareOf = (source: string): number =>
    againOf(inferProjects(project, [plan('tune', source)])).reduce(
      (sum, [, { targets }]) =>
        sum + ((targets?.['trial']?.metadata as { readonly share?: number } | undefined)?.share ?? 1),
      0,
    );
  expect(shareOf(`${learning}replicate_top: { count: 2, replicates: 4 }\n`)).toBeCloseTo(6, 10);
  expect(shareOf(`${racing}replicate_top: { count: 3, replicates: 4 }\n`)).toBeCloseTo(3, 10);
});

test('the order of declared inputs does not matter, and a task that runs before does', () => {
  const roots = (...plans: SweepPlan[]): string[] => trialsOf(inferProjects(project, plans)).map(([root]) => root);
  const [a, b] = [plan('a', `${text}inputs: [x, y]\n`), plan('b', `${text}inputs: [y, x]\n`)];
  expect(roots(a, b)).toEqual(roots(a));
  const { inputs, resources, onCrash } = (a as ValidSweepPlan).sweep;
  const settings = { inputs, resources, onCrash };
  expect(variantOf(settings, ['codegen'])).not.toBe(variantOf(settings));
});

test('trials of several sweeps run with as few others as the strictest allows, and with as much memory as the most generous', () => {
  const metadataOf = (...plans: SweepPlan[]): unknown =>
    trialsOf(inferProjects(project, plans)).map(([, { targets }]) => targets?.['trial']?.metadata);
  const strict = plan('strict', `${text}parallel: 1\nmemory: 64\n`);
  const generous = plan('generous', `${text}parallel: 3\nmemory: 128\n`);
  const both = { parallel: 1, limits: { memoryMb: 128 } };
  expect(metadataOf(strict, generous)).toMatchObject([both, both]);
  expect(metadataOf(plan('tune'))).not.toContainEqual(
    expect.objectContaining({ parallel: expect.anything() as unknown }),
  );
});

test('an amount that a parameter gives is hashed as it is written', () => {
  const source = `${text.replace('[1, 2]', '[16, 32]')}resources: { cpus: '\${param:x}' }\nmemory: '\${param:x}'\n`;
  for (const [, { targets }] of trialsOf(inferProjects(project, [plan('tune', source)])))
    expect(targets?.['trial']).toMatchObject({
      options: { resources: { cpus: { param: 'x' } } },
      metadata: { limits: { memoryMb: [{ param: 'x' }] } },
    });
});

test('resources are hashed, and so is recording crashes', () => {
  const first = (...plans: SweepPlan[]): Projects[string] | undefined =>
    trialsOf(inferProjects(project, plans))[0]?.[1];
  const optionsOf = (...plans: SweepPlan[]): unknown => first(...plans)?.targets?.['trial']?.options;
  const record = plan('record', `${text}on_crash: record\n`);
  const large = plan('large', `${text}resources: { cpus: 4, gpus: 1 }\n`);
  expect(optionsOf(plan('tune'))).not.toHaveProperty('onCrash');
  expect(optionsOf(plan('tune'))).not.toHaveProperty('resources');
  expect(optionsOf(record)).toMatchObject({ onCrash: 'record' });
  expect(optionsOf(large)).toMatchObject({ resources: { cpus: 4, gpus: 1 } });
  // The journal finds a trial by the inputs alone: whether a crash is a result must not keep the others from it.
  const inputsOf = (one: SweepPlan): unknown => awaitedBy(inferProjects(project, [one]), first(one));
  expect(inputsOf(record)).toEqual(inputsOf(plan('record')));
  expect(inputsOf(plan('large'))).not.toEqual(inputsOf(large));
});

test('the code that the objective imports is hashed', () => {
  const [a, b] = ['one', 'two'].map((code) => trialsOf(inferProjects(project, [plan('tune', text, code)]))[0]?.[1]);
  expect(a && b && hashed(a)).not.toBe(b && hashed(b));
});

describe('the target of a sweep is affected by what affects its trials', () => {
  const inputsOf = (one: SweepPlan): [gathered: unknown[], trials: unknown[]] => {
    const projects = inferProjects(project, [one]);
    const [, first] = trialsOf(projects)[0] ?? [];
    return [projects[project.root]?.targets?.['tune']?.inputs ?? [], first?.targets?.['trial']?.inputs ?? []];
  };
  const results = { dependentTasksOutputFiles: '**/result.json' };

  test('since it has their inputs, so that Nx need not hash their results', () => {
    const [gathered, trials] = inputsOf(plan('tune', `${text}inputs: [x.csv]\n`));
    expect(trials.length).toBeGreaterThan(0);
    expect(gathered).toEqual(['{projectRoot}/tune.tune.yaml', ...trials]);
  });

  test('and a file that it extends counts, although trials leave it out', () => {
    const files = ['apps/digits/base.yaml', 'shared/base.yaml'];
    const extending = { ...(plan('tune') as ValidSweepPlan), bases: files };
    const [gathered, trials] = inputsOf({ ...extending, sweep: { ...extending.sweep, bases: files } });
    const leftOut = files.map((file) => `!{workspaceRoot}/${file}`);
    expect(trials).toEqual(expect.arrayContaining(leftOut));
    expect(gathered).toEqual([
      '{projectRoot}/tune.tune.yaml',
      '{projectRoot}/base.yaml',
      '{workspaceRoot}/shared/base.yaml',
      ...trials.filter((input) => !leftOut.includes(String(input))),
    ]);
  });

  test('or since it reads their results, if these depend on what other tasks make or on the case', () => {
    const [gathered] = inputsOf({ ...(plan('tune') as ValidSweepPlan), before: ['codegen'] });
    expect(gathered).toEqual(['{projectRoot}/tune.tune.yaml', results]);
    const inputs = new Map([['"one"', { declared: [], unseen: nothingUnseen }]]);
    const cases = { inputs, globs: [], files: [] };
    expect(inputsOf({ ...(plan('tune') as ValidSweepPlan), cases })[0]).toContainEqual(results);
  });
});

test('a value that looks like a token of Nx is not replaced', () => {
  const projects = inferProjects(project, [plan('tune', text.replace('[1, 2]', "['{projectRoot}', '{a b}']"))]);
  for (const [, project] of trialsOf(projects)) {
    const { trial } = (project.targets?.['trial']?.options ?? {}) as { trial: string };
    expect(trial).not.toMatch(/\{(projectRoot|a b)/);
    expect(['{projectRoot}', '{a b}']).toContain((JSON.parse(trial) as { params: { x: string } }).params.x);
  }
});

test('the options of a sweep, which Nx hashes into all tasks of the project, do not change with its trials', () => {
  const target = (source: string): unknown => {
    const {
      dependsOn: _,
      metadata: __,
      ...rest
    } = inferProjects(project, [plan('tune', source)])[project.root]?.targets?.['tune'] ?? {};
    return rest;
  };
  expect(target(text.replace('[1, 2]', '[1, 2, 3]'))).toEqual(target(text));
});

test('the shards contain all trials of the sweep, and change none', () => {
  const whole = inferProjects(project, [plan('tune', text.replace('[1, 2]', '[1, 2, 3, 4, 5, 6]'))]);
  const split = inferProjects(project, [plan('tune', `${text.replace('[1, 2]', '[1, 2, 3, 4, 5, 6]')}shards: 3\n`)]);
  expect(Object.fromEntries(trialsOf(split))).toEqual(Object.fromEntries(trialsOf(whole)));
  const parts = [1, 2, 3].flatMap((shard) => {
    const [dependency] = split[project.root]?.targets?.[`tune-shard-${shard}`]?.dependsOn ?? [];
    return typeof dependency === 'object' && Array.isArray(dependency.projects) ? dependency.projects : [];
  });
  expect(new Set(parts)).toEqual(new Set(trialsOf(whole).map(([, { name }]) => name)));
  expect(parts).toHaveLength(6);
});

test('an invalid sweep gets a target that depends on nothing and holds the errors', () => {
  const projects = inferProjects(project, [
    { kind: 'invalid', name: 'tune', file: 'tune.yaml', problems: ['a mistake'] },
  ]);
  expect(Object.keys(projects)).toEqual([project.root]);
  expect(projects[project.root]?.targets?.['tune']).toMatchObject({
    executor: 'nx-tune:tune',
    cache: false,
    metadata: { sweep: { problems: ['a mistake'] } },
  });
});

test('a project in the root of the workspace hashes only the folder of its objective', () => {
  const projects = inferProjects({ name: 'root', root: '.', hasPackageJson: false }, [plan('tune')]);
  const [root, project] = trialsOf(projects)[0] ?? [];
  expect(root).toMatch(/^\.tune\/trials\//);
  expect(project?.targets?.['trial']?.inputs).toEqual(expect.arrayContaining(['{workspaceRoot}/src/**/*']));
  expect(project?.targets?.['trial']?.inputs).not.toContain('{workspaceRoot}/**/*');
});

test('one task records the hash of all inputs of trials, and each trial depends on it', () => {
  const projects = inferProjects(project, [plan('tune'), plan('wide', text.replace('[1, 2]', '[2, 3]'))]);
  const [inputs, ...others] = Object.entries(projects).filter(([root]) => root.includes('/inputs/'));
  expect(others).toEqual([]);
  for (const [, trial] of trialsOf(projects)) {
    const { targets } = trial;
    expect(targets?.['trial']?.dependsOn).toEqual(['^inputs']);
    expect(awaitedBy(projects, trial)).toEqual([inputs?.[1].name]);
    // Of the task alone: it must not be restored beside another run, and must not change what trials are.
    const own = { env: othersVariable };
    expect([...(targets?.['trial']?.inputs ?? []), own]).toEqual(inputs?.[1].targets?.['inputs']?.inputs);
    expect(targets?.['trial']?.inputs).not.toContainEqual(own);
    expect(targets?.['trial']?.metadata?.['inputsRoot']).toBe(inputs?.[0]);
  }
});

test('sweeps with different code or declared inputs have different inputs tasks', () => {
  const roots = (...plans: SweepPlan[]): string[] =>
    Object.keys(inferProjects(project, plans)).filter((root) => root.includes('/inputs/'));
  const other = text.replace('objective.ts', 'other.ts');
  expect(roots(plan('a'), plan('b', other, 'other code'))).toHaveLength(2);
  expect(roots(plan('a'), plan('b', `${other}inputs: [x.csv]\n`))).toHaveLength(2);
});

describe('a sweep that learns', () => {
  const projects = inferProjects(project, [plan('tune', learning)]);
  const byName = (suffix: RegExp): Projects[string][] =>
    Object.values(projects).filter(({ name = '' }) => suffix.test(name));

  test('slots depend on the proposals of their generation, and these on all earlier slots', () => {
    const slots = byName(/\/tpe-\d+--/);
    const asks = byName(/\/ask-\d+--/);
    expect([slots.length, asks.length]).toEqual([6, 3]);
    const needs = (ask: Projects[string] | undefined): unknown =>
      ask?.targets?.['ask']?.dependsOn?.flatMap((one) => (typeof one === 'object' ? (one.projects ?? []) : []));
    expect(asks.map(needs)).toEqual([
      [expect.stringContaining('/inputs--')],
      slots.slice(0, 2).map(({ name }) => name),
      slots.slice(0, 4).map(({ name }) => name),
    ]);
    slots.forEach((slot, number) => {
      expect(slot.targets?.['trial']?.dependsOn).toEqual(['^inputs', '^ask']);
      expect(awaitedBy(projects, slot)).toEqual([
        expect.stringContaining('/inputs--'),
        asks[Math.floor(number / 2)]?.name,
      ]);
    });
    expect(projects[project.root]?.targets?.['tune']?.dependsOn).toEqual([
      { projects: slots.map(({ name }) => name), target: 'trial' },
    ]);
  });

  test('no two dependent tasks share an executor, or Nx would put them into one batch', () => {
    const executors = new Map(
      Object.values(projects).flatMap(({ name = '', targets = {} }) =>
        Object.values(targets).map((target) => [name, target.executor] as const),
      ),
    );
    for (const one of Object.values(projects))
      for (const { executor, dependsOn = [] } of Object.values(one.targets ?? {})) {
        const named = dependsOn.flatMap((needed) => (typeof needed === 'object' ? (needed.projects ?? []) : []));
        const all = [...named, ...awaitedBy(projects, one)];
        expect(all.map((needed) => executors.get(needed))).not.toContain(executor);
      }
  });

  test('the only slot file among the inputs of a slot is its own; neither params nor the number of slots is hashed', () => {
    const more = inferProjects(project, [plan('renamed', learning.replace('run_cap: 6', 'run_cap: 9'))]);
    for (const [root, inferred] of Object.entries(projects).filter(([root]) => root !== project.root))
      expect(hashedAll(more[root])).toBe(hashedAll(inferred));
    const [slot] = byName(/\/tpe-4--/);
    expect(slot?.targets?.['trial']?.inputs).toContainEqual({ dependentTasksOutputFiles: '**/slot-4.json' });
    expect(JSON.stringify(slot?.targets?.['trial']?.options)).not.toContain('min');
  });

  const hashedAll = (project: Projects[string] | undefined): string =>
    JSON.stringify(project, (key, value: unknown) => (key === 'metadata' || key === 'dependsOn' ? undefined : value));
});

describe('the names of our projects change what no other command means', () => {
  type Node = { readonly data: { readonly root: string; readonly tags: readonly string[] } };
  const users: Record<string, string> = {
    web: 'libs/web',
    '@shop/web': 'apps/web',
    '@shop/api': 'apps/api',
    '@shop/web-e2e': 'apps/web-e2e',
    'admin.web': 'apps/admin',
    'stepSize-tools': 'libs/tools',
  };
  const space =
    'parameters: { web: { values: [0.5, web, "@shop/api", "a b/web.7"] }, stepSize: { values: [0.1, 7] } }\n';
  const head = 'objective: o.js\nmetric: { name: loss }\n';
  const early = 'budget: { name: epochs }\nearly_terminate: { type: hyperband, max_iter: 9 }\n';
  const plans = [
    plan('tune', `${head}method: grid\n${space}`),
    plan('web', `${head}method: tpe\n${space}run_cap: 6\n`),
    plan('bands', `${head}method: tpe\n${space}${early}`),
    plan('other', `${head}method: random\n${space}run_cap: 5\nundeclared: allow\n${early}`),
  ];
  const without: Record<string, Node> = Object.fromEntries(
    Object.entries(users).map(([name, root]) => [name, { data: { root, tags: [] } }]),
  );
  const ours = Object.entries(users).flatMap(([name, root]) =>
    Object.entries(inferProjects({ name, root, hasPackageJson: true }, plans)).flatMap(([folder, inferred]) =>
      folder === root ? [] : [[inferred.name ?? '', { data: { root: folder, tags: inferred.tags ?? [] } }] as const],
    ),
  );
  const nodes: Record<string, Node> = { ...without, ...Object.fromEntries(ours) };
  // Nx's own function changes the list that it is given.
  const found = (pattern: string, among: Record<string, Node>): string[] =>
    findMatchingProjects([pattern], among as never);

  test('each has a name of its own', () => {
    expect(ours.length).toBeGreaterThan(300);
    expect(Object.keys(nodes)).toHaveLength(Object.keys(users).length + ours.length);
  });

  const words =
    'web WEB api shop @shop @shop/web shop/web admin e2e web-e2e shop-web tools stepSize stepsize 0.1 0 1 7 0.5 5 a tpe tpe-1 ask ask-1 inputs promote trial tune web:test name:web tag:web directory:web record epochs web@0 libs/web';
  const patterns =
    'web* *web *web* */web */web* */*web* @shop/* @*/* */* **/web **/web-* *-e2e {web,api} @(web|api) @shop/{web,api} w?b apps/* directory:apps/* step* [w]eb *.web';

  test.each(`${words} ${patterns}`.split(' '))('%s', (pattern) =>
    expect(found(pattern, nodes)).toEqual(found(pattern, without)),
  );

  test('all tasks of a project have a pattern', () => {
    const [tasks, others] = [found('_/@shop--web/*', nodes), found('_/web--/*', nodes)];
    expect(tasks.every((name) => nodes[name]?.data.root.startsWith('apps/web/.tune/'))).toBe(true);
    expect(others.every((name) => nodes[name]?.data.root.startsWith('libs/web/.tune/'))).toBe(true);
    expect([tasks.length, others.length]).toEqual([ours.length / 6, ours.length / 6]);
  });
});

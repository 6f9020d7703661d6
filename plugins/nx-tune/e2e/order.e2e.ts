import { createWorkspace, type Workspace } from './support/workspace.js';

const manifest = 'apps/made/project.json';

/** Makes a module that is imported, and data that are read. */
const generate = "for (const n of ['code.js', 'data.txt']) fs.copyFileSync('source/' + n, 'generated/' + n)";
const command = `node -e "fs.mkdirSync('generated',{recursive:true});${generate.replaceAll('"', '')}"`;

const codegen = {
  command,
  options: { cwd: 'apps/made' },
  cache: true,
  inputs: ['{projectRoot}/source/**/*'],
  outputs: ['{projectRoot}/generated'],
};

const project = (tune: object): string =>
  JSON.stringify({ name: 'made', targets: { codegen, ...(Object.keys(tune).length === 0 ? {} : { tune }) } });

const files = {
  '.gitignore': 'node_modules\n.nx\n.tune\ngenerated\n',
  [manifest]: project({ dependsOn: ['...', 'codegen'] }),
  'apps/made/tune.yaml':
    'objective: ./src/objective.ts\nmethod: grid\nmetric: { name: loss }\nparameters:\n  x: { values: [1, 2] }\n',
  'apps/made/src/objective.ts': `import { appendFileSync, readFileSync } from 'node:fs';
import offset from '../generated/code.js';

export default (params: { x: number }, trial: { id: string }): number => {
  appendFileSync(process.env['E2E_COUNTER']!, trial.id + '\\n');
  return params.x + offset + Number(readFileSync(new URL('../generated/data.txt', import.meta.url), 'utf8'));
};
`,
  'apps/made/source/code.js': 'module.exports = 10;\n',
  'apps/made/source/data.txt': '100\n',
  'apps/made/README.md': '# Made\n',
};

describe('files that another task makes', () => {
  let workspace: Workspace;
  const losses = (): number[] => {
    const { trials } = JSON.parse(workspace.read('apps/made/.tune/tune/trials.json')) as {
      trials: { metrics: { loss: number } }[];
    };
    return trials.map(({ metrics }) => metrics.loss);
  };
  beforeAll(async () => {
    workspace = await createWorkspace({ files });
  });
  afterAll(() => workspace.dispose());

  test('the task runs before the trials, which count what it makes; again: none', async () => {
    expect(await workspace.executions('tune', 'made')).toBe(2);
    expect(losses()).toEqual([111, 112]);
    expect(await workspace.executions('tune', 'made')).toBe(0);
  });

  test('a deleted product is made again, and no trial runs', async () => {
    workspace.remove('apps/made/generated');
    expect(await workspace.executions('tune', 'made')).toBe(0);
    expect(workspace.exists('apps/made/generated/code.js')).toBe(true);
  });

  test.each([
    ['a module that is imported', 'source/code.js', '10', '20', [121, 122]],
    ['data that are read', 'source/data.txt', '100', '200', [221, 222]],
  ])(
    '%s is made with other content: all, with the new content; again: none; taken back: none',
    async (_, file, from, to, expected) => {
      const before = losses();
      workspace.edit(`apps/made/${file}`, from, to);
      expect(await workspace.executions('tune', 'made')).toBe(2);
      expect(losses()).toEqual(expected);
      expect(await workspace.executions('tune', 'made')).toBe(0);
      workspace.edit(`apps/made/${file}`, to, from);
      expect(await workspace.executions('tune', 'made')).toBe(0);
      expect(losses()).toEqual(before);
      workspace.edit(`apps/made/${file}`, from, to);
      expect(await workspace.executions('tune', 'made')).toBe(0);
    },
  );

  test('the README: none', async () => {
    workspace.edit('apps/made/README.md', 'Made', 'Built');
    expect(await workspace.executions('tune', 'made')).toBe(0);
  });

  test('a list that replaces the trials is an error that names the list which adds to them', async () => {
    workspace.write(manifest, project({ dependsOn: ['codegen'] }));
    const { code, output } = await workspace.nx('tune', 'made');
    expect(code).toBe(1);
    expect(output).toContain(
      `${manifest} targets.tune.dependsOn: it replaces the trials of the sweep, so none of them runs. Write ["...","codegen"], which adds to them.`,
    );
  });

  test.each([
    ['dependsOn', { trial: { dependsOn: [{ projects: ['made'], target: 'codegen' }] } }],
    ['dependsOn', { trial: { dependsOn: ['...', { projects: ['made'], target: 'codegen' }] } }],
    ['inputs', { 'nx-tune:trial': { inputs: [{ externalDependencies: [] }] } }],
    ['inputs', { inputs: { inputs: [{ externalDependencies: [] }] } }],
    ['inputs', { trial: { inputs: ['default'] } }],
    ['inputs', { trial: [{ filter: { projects: ['tag:tune:trial'] }, inputs: [{ externalDependencies: [] }] }] }],
  ])('%s of trials in nx.json is refused, since results would be stale: %j', async (key, targetDefaults) => {
    workspace.write(manifest, project({}));
    const nxJson = workspace.read('nx.json');
    workspace.write('nx.json', JSON.stringify({ ...(JSON.parse(nxJson) as object), targetDefaults }));
    const { code, output } = await workspace.nx('tune', 'made');
    workspace.write('nx.json', nxJson);
    expect(code).toBe(1);
    expect(output).toContain(`has changed "${key}" of the tasks that nx-tune infers`);
  });
});

import { gridFile } from './support/fixture.js';
import { testAtLength } from './support/testAtLength.js';
import { createWorkspace, type Workspace } from './support/workspace.js';

/** Like TypeScript 7: its main module has a version, and nothing of the API of those before it. */
const typescript7 = {
  'node_modules/typescript/package.json': JSON.stringify({
    name: 'typescript',
    version: '7.0.2',
    exports: { './package.json': './package.json', '.': './lib/version.cjs' },
  }),
  'node_modules/typescript/lib/version.cjs': "exports.version = '7.0.2';\nexports.versionMajorMinor = '7.0';\n",
};

const importing = (js: object): string =>
  JSON.stringify({ plugins: ['nx-tune'], analytics: false, pluginsConfig: { '@nx/js': js } });

/** An imported library must run the trials again, however Nx looks at imports, and whichever TypeScript is there. */
async function expectLibraryCounts(workspace: Workspace): Promise<void> {
  expect(await workspace.executions('tune', 'digits')).toBe(6);
  workspace.edit('libs/other/src/index.ts', '1', '2');
  expect(await workspace.executions('tune', 'digits')).toBe(0);
  workspace.edit('libs/maths/src/square.ts', 'x * x', 'x ** 2');
  expect(await workspace.executions('tune', 'digits')).toBe(6);
  await workspace.dispose();
}

test.each([
  ["with Nx's analysis of imports", { analyzeSourceFiles: true }, {}],
  ["without Nx's analysis of imports", { analyzeSourceFiles: false, analyzePackageJson: false }, {}],
  ["without Nx's analysis of imports, and with TypeScript 7", { analyzeSourceFiles: false }, typescript7],
])('%s, a library that is imported runs the trials again and another does not', async (_, js, files) => {
  await expectLibraryCounts(await createWorkspace({ files: { 'nx.json': importing(js), ...files } }));
});

testAtLength('imports are followed where npm has installed TypeScript 7', async () => {
  const workspace = await createWorkspace({
    npm: true,
    files: { 'nx.json': importing({ analyzeSourceFiles: false }) },
  });
  await workspace.npmInstall('typescript@7');
  await expectLibraryCounts(workspace);
});

test('a library that is imported from its build, which git ignores, is seen by the daemon too', async () => {
  const workspace = await createWorkspace({
    daemon: true,
    files: {
      '.gitignore': 'node_modules\n.nx\n.tune\ndist\n',
      'libs/maths/package.json': JSON.stringify({ name: '@acme/maths', version: '0.0.1', main: './dist/index.js' }),
      'libs/maths/dist/index.js': 'exports.square = (x) => x * x;\n',
    },
  });
  expect(await workspace.executions('tune', 'digits')).toBe(6);
  workspace.edit('libs/maths/dist/index.js', 'x * x', 'x ** 2');
  expect(await workspace.executions('tune', 'digits')).toBe(6);
  expect(await workspace.executions('tune', 'digits')).toBe(0);
  await workspace.dispose();
});

describe('in one workspace', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    const inputs = 'inputs: [data/*.txt, notes/*.md, ignored/**/*, { env: E2E_SCALE }]\n';
    workspace = await createWorkspace({
      files: {
        '.gitignore': 'node_modules\n.nx\n.tune\nignored\n',
        'apps/digits/tune.yaml': gridFile.replace(/inputs:[^]*(?=seed)/, inputs),
        'apps/digits/notes/a.md': 'a',
        'apps/digits/ignored/deep/b.bin': 'b',
        'apps/digits/other/c.md': 'c',
      },
    });
  });
  afterAll(() => workspace.dispose());

  test('declared data counts though git ignores it, or though its kind is not source code', async () => {
    expect(await workspace.executions('tune', 'digits')).toBe(6);
    for (const [file, again] of [
      ['other/c.md', 0],
      ['notes/a.md', 6],
      ['ignored/deep/b.bin', 6],
    ] as const) {
      workspace.write(`apps/digits/${file}`, 'changed');
      expect(await workspace.executions('tune', 'digits')).toBe(again);
    }
  });

  test('imports that cannot be followed are reported', async () => {
    workspace.edit(
      'apps/digits/src/offset.ts',
      'export',
      "export const lazy = (name: string): unknown => import(name);\nimport './absent';\nexport",
    );
    const { output } = await workspace.nx('tune', 'digits');
    expect(output).toContain(
      'apps/digits/src/offset.ts:1 imports a computed name: changes to that module do not run trials again; declare it under "inputs"',
    );
    expect(output).toContain('apps/digits/src/offset.ts imports "./absent", which cannot be found');
  });
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { writeFiles } from './support/base.js';
import { mustRun } from './support/run.js';
import { testAtLength } from './support/testAtLength.js';
import { createWorkspace, type Workspace } from './support/workspace.js';

interface Results {
  readonly trials: readonly { readonly outcome: { readonly kind: string }; readonly metrics: Record<string, number> }[];
}

const results = (root: string, folder: string): Results =>
  JSON.parse(readFileSync(join(root, folder, 'trials.json'), 'utf8')) as Results;

describe('in a workspace of npm that does not know the plugin', () => {
  let workspace: Workspace;
  let takeBack: () => void;
  const said: string[] = [];
  beforeAll(async () => {
    workspace = await createWorkspace({
      files: { 'nx.json': '{ "analytics": false }', 'apps/fresh/project.json': '{ "name": "fresh" }' },
    });
    said.push(await generated('fresh', '--language=ts', '--goal=maximize'));
    said.push(await generated('acme', 'root', '--language=command', '--method=grid'));
    takeBack = workspace.remember();
  });
  afterAll(() => workspace.dispose());
  /** Each test starts from the two sweeps as they were generated. */
  beforeEach(() => takeBack());

  const generated = async (...args: string[]): Promise<string> => {
    const { code, output } = await workspace.nx('g', 'nx-tune:sweep', ...args);
    if (code !== 0) throw new Error(output);
    return output;
  };

  test('sweeps that are generated run as they are, TypeScript in a project and a command in the root', async () => {
    expect(said[0]).toMatch(/Run it: +npx nx tune fresh\n/);
    expect(said[1]).toContain('CREATE root.tune.yaml');
    const ran = await workspace.nx('run-many', '-t', 'tune', 'tune-root', '--projects=fresh,acme');
    if (ran.code !== 0) throw new Error(ran.output);
    const [fresh, root] = [results(workspace.root, 'apps/fresh/.tune/tune'), results(workspace.root, '.tune/root')];
    expect(fresh.trials).toHaveLength(20);
    expect(Math.max(...fresh.trials.map(({ metrics }) => metrics['score'] ?? 0))).toBeGreaterThan(0.99);
    expect(root.trials).toHaveLength(12);
    expect(Math.min(...root.trials.map(({ metrics }) => metrics['loss'] ?? 1))).toBeLessThan(0.01);
  });

  test('nx sync:check names what is out of date, and nx sync corrects it', async () => {
    expect((await workspace.nx('sync:check')).code).toBe(0);
    workspace.edit('apps/fresh/tune.yaml', '../../node_modules', '../node_modules');
    workspace.edit('apps/fresh/tune.params.d.ts', 'readonly momentum: number;', '');
    workspace.edit('.gitignore', '.tune', '');
    const { code, output } = await workspace.nx('sync:check');
    expect(code).toBe(1);
    expect(output).toContain('apps/fresh/tune.params.d.ts: the type of the params in tune.yaml');
    expect(output).toContain('apps/fresh/tune.yaml: the JSON schema for editors is at ../../node_modules/');
    expect(output).toContain('.gitignore: .tune/ is not ignored');
    expect((await workspace.nx('sync')).code).toBe(0);
    expect(workspace.read('apps/fresh/tune.yaml')).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/node_modules\//,
    );
  });

  test('options that are wrong break sweeps, and no other command', async () => {
    workspace.write('nx.json', '{\n  "plugins": [{ "plugin": "nx-tune", "options": { "timeout": -1 } }]\n}');
    const { code, output } = await workspace.nx('run-many', '-t', 'tune', 'lint', '--projects=fresh,digits');
    expect(code).toBe(1);
    expect(output).toMatch(/✔ +nx run digits:lint/);
    expect(output).toContain('nx.json:2 plugins.nx-tune.options.timeout: "timeout" must be above 0, but it is -1.');
  });
});

describe('in a workspace of pnpm, where a package sees only what it declares', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nx-tune-pnpm-'));
  const root = join(folder, 'acme');
  const bin = join(__dirname, '../../../node_modules/.bin');
  const env = {
    ...Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(NX_|npm_|JEST_|NODE_ENV$|CI$)/.test(name)),
    ),
    NX_CACHE_DIRECTORY: join(folder, 'cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(folder, 'data'),
    NX_DAEMON: 'false',
    NX_ISOLATE_PLUGINS: 'false',
    NX_NO_CLOUD: 'true',
    NX_TUI: 'false',
    INIT_CWD: root,
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
  };
  const pnpm = (...args: string[]): Promise<string> => mustRun('pnpm', args, { cwd: root, env });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  testAtLength('the plugin is installed, a sweep generated and run', async () => {
    const base = process.env['NX_TUNE_E2E_BASE'] ?? '';
    const manifest = JSON.parse(readFileSync(join(base, 'workspace/package.json'), 'utf8')) as {
      readonly devDependencies: Readonly<Record<string, string>>;
    };
    const { devDependencies } = manifest;
    const ours = Object.entries(devDependencies).filter(([name]) => name.startsWith('@nx-tune/'));
    const wanted = Object.entries(devDependencies).filter(([name]) => !name.startsWith('@nx-tune/'));
    mkdirSync(root);
    writeFiles(root, {
      'package.json': JSON.stringify({
        name: 'acme',
        private: true,
        devDependencies: Object.fromEntries(wanted),
        pnpm: { overrides: Object.fromEntries(ours), ignoredBuiltDependencies: ['nx'] },
      }),
      'pnpm-workspace.yaml': "packages: ['apps/**']\n",
      '.gitignore': 'node_modules\n.nx\n',
      'nx.json': '{ "analytics": false }',
      'apps/digits/package.json': '{ "name": "@acme/digits", "version": "1.0.0", "type": "module" }',
    });
    await pnpm('install', '--prefer-offline');
    expect(
      await pnpm('nx', 'g', 'nx-tune:sweep', '@acme/digits', '--format=ts', '--language=ts', '--method=grid'),
    ).toContain('pnpm exec nx tune @acme/digits');
    await pnpm('nx', 'tune', '@acme/digits');
    expect(results(root, 'apps/digits/.tune/tune').trials.map(({ outcome }) => outcome.kind)).toEqual(
      Array<string>(12).fill('completed'),
    );
  });
});

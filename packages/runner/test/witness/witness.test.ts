import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { InputFiles } from '../../src/witness/inputFiles.js';
import type { FinishedTrial } from '../../src/slice/finishedTrial.js';
import type { runSlice as RunSlice } from '../../src/slice/runSlice.js';
import type { TrialTask } from '../../src/model/trialTask.js';
import { compiled } from '../support/compiled.js';
import { createTask, writeFile } from '../support/createTask.js';

const { runSlice } = compiled('slice/runSlice.js') as { runSlice: typeof RunSlice };
const hasPython = spawnSync('python3', ['--version']).status === 0;

describe('what a trial was seen to read', () => {
  let root: string;
  let project: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-tune-witness-')));
    project = join(root, 'app');
    mkdirSync(project);
    for (const file of ['data.csv', 'app/data.csv', 'app/known.csv', 'app/folder/a.csv', 'app/folder/b.csv'])
      writeFile(join(root, file), file);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const digestOf = (path: string): string =>
    statSync(path, { throwIfNoEntry: false })?.isFile() === true
      ? createHash('sha256').update(readFileSync(path)).digest('hex')
      : 'none';
  const inputs = (files: readonly string[], changes: Partial<InputFiles> = {}): InputFiles => ({
    workspaceRoot: root,
    files: new Map(files.map((file) => [file, digestOf(join(root, file))])),
    packages: new Set(['known@1.0.0']),
    folders: [],
    flatFolders: [],
    links: new Set(),
    digestOf,
    ...changes,
  });

  async function evaluate(
    body: string,
    changes: Partial<TrialTask> = {},
    known?: () => InputFiles,
  ): Promise<FinishedTrial> {
    const files = { 'objective.cjs': `module.exports = async ({}, trial) => { ${body}; return 1; };\n` };
    const objective = { kind: 'module', path: 'objective.cjs' } as const;
    const task = createTask(project, { objective, files }, { inputs: 'inputs', ...changes });
    const [trial] = await runSlice([task], {
      parallel: 1,
      runId: 'run',
      versions: {},
      inputFilesOf: known ?? (() => inputs(['app/objective.cjs', 'app/known.csv'])),
    });
    if (trial?.result.outcome.kind !== 'completed') throw new Error(JSON.stringify(trial?.result));
    return trial;
  }
  const reads = async (...args: Parameters<typeof evaluate>): Promise<readonly string[]> =>
    (await evaluate(...args)).undeclared?.files ?? [];

  /** Each way reads a file of its own, `$FILE` without quotes; `$CHILD` is a script that reads the file it is given. */
  const ways: Readonly<Record<string, string>> = {
    readFileSync: "fs.readFileSync('$FILE')",
    'readFileSync of a text': "fs.readFileSync('$FILE', 'utf8')",
    'a destructured function': "const { readFileSync } = require('node:fs'); readFileSync('$FILE')",
    'a named import': "(await import('node:fs')).readFileSync('$FILE')",
    'a default import': "(await import('node:fs')).default.readFileSync('$FILE')",
    'a path of bytes': "fs.readFileSync(Buffer.from('$FILE'))",
    'a URL': "fs.readFileSync(require('url').pathToFileURL('$FILE'))",
    openSync: "fs.closeSync(fs.openSync('$FILE'))",
    'open for reading and writing': "fs.closeSync(fs.openSync('$FILE', 'r+'))",
    'flags as a number': "fs.closeSync(fs.openSync('$FILE', fs.constants.O_RDONLY))",
    'a callback': "await new Promise((done) => fs.readFile('$FILE', done))",
    'a promisified function': "await require('util').promisify(fs.readFile)('$FILE')",
    'a promise': "await fs.promises.readFile('$FILE')",
    'fs/promises': "await (await import('node:fs/promises')).readFile('$FILE')",
    'a file handle': "const handle = await require('fs/promises').open('$FILE'); await handle.close()",
    'a stream': "for await (const _ of fs.createReadStream('$FILE'));",
    'a copy': "fs.copyFileSync('$FILE', trial.dir + '/copy')",
    cp: "fs.cpSync('$FILE', trial.dir + '/another')",
    'require of JSON': "require('./' + '$NAME')",
    createRequire: "require('module').createRequire(__filename)('$FILE')",
    'import of a module': "await import('$FILE.mjs')",
    'a Worker': "await ended(new Worker(\"require('fs').readFileSync('$FILE')\", { eval: true }))",
    'a Worker with an empty environment':
      "await ended(new Worker(\"require('fs').readFileSync('$FILE')\", { eval: true, env: {} }))",
    fork: "await ended(child.fork('$CHILD', ['$FILE']))",
    'a process with an empty environment': "child.execFileSync(process.execPath, ['$CHILD', '$FILE'], { env: {} })",
    'a spawned process': "await ended(child.spawn(process.execPath, ['$CHILD', '$FILE'], { env: {} }))",
    'a shell that starts a process': "child.execSync('node $CHILD $FILE')",
    'a process of a process':
      "child.spawnSync(process.execPath, ['-e', \"require('child_process').execFileSync(process.execPath, ['$CHILD', '$FILE'])\"])",
  };
  const names = Object.keys(ways);
  const fileOf = (name: string): string =>
    `app/data/${names.indexOf(name)}.json${name === 'import of a module' ? '.mjs' : ''}`;

  test.each(['thread', 'process'] as const)('every way of reading in a %s', async (isolation) => {
    names.forEach((name) => writeFile(join(root, fileOf(name)), name === 'import of a module' ? '' : '{}'));
    writeFile(join(project, 'child.cjs'), "require('fs').readFileSync(process.argv[2]);");
    const body = names.map((name, index) => {
      const code = (ways[name] ?? '')
        .replaceAll('$FILE', join(project, `data/${index}.json`))
        .replaceAll('$NAME', `data/${index}.json`)
        .replaceAll('$CHILD', join(project, 'child.cjs'));
      return `await (async () => { ${code} })();`;
    });
    const setUp = `const fs = require('fs'), child = require('child_process'), { Worker } = require('worker_threads');
      const ended = (one) => new Promise((done) => one.on('exit', done));`;
    const found = await reads([setUp, ...body].join('\n'), { isolation });
    expect(names.filter((name) => !found.includes(fileOf(name)))).toEqual([]);
    expect(found.filter((file) => !file.startsWith('app/data/'))).toEqual(['app/child.cjs']);
  });

  test('declared files, its own products, installed packages, and what loaders look at: nothing', async () => {
    writeFile(join(project, 'package.json'), '{"type":"commonjs"}');
    writeFile(join(project, 'tsconfig.json'), '{}');
    writeFile(join(root, 'node_modules/known/package.json'), '{"name":"known","version":"1.0.0"}');
    writeFile(join(root, 'node_modules/known/index.js'), '');
    writeFile(join(root, 'node_modules/seedrandom/index.js'), '');
    const body = `const fs = require('fs');
      fs.readFileSync(__dirname + '/known.csv');
      fs.writeFileSync(trial.dir + '/model', ''); fs.readFileSync(trial.dir + '/model');
      fs.writeFileSync(__dirname + '/made', ''); fs.readFileSync(__dirname + '/made');
      require('child_process').execFileSync(process.execPath, ['-e', "require('fs').readFileSync('" + __dirname + "/made')"]);
      fs.appendFileSync(__dirname + '/log', 'x');
      const folder = fs.mkdtempSync(require('os').tmpdir() + '/nx-tune-'); fs.readdirSync(folder); fs.rmdirSync(folder);
      require('known'); require('seedrandom'); fs.existsSync(__dirname + '/data.csv');
      fs.readFileSync('/etc/hosts')`;
    for (const isolation of ['thread', 'process'] as const) {
      expect((await evaluate(body, { isolation })).undeclared).toBeUndefined();
      rmSync(join(project, 'made'));
    }
  });

  test('a package that is not hashed, and a package.json that is read as data', async () => {
    writeFile(join(project, 'package.json'), '{"type":"commonjs"}');
    writeFile(join(root, 'node_modules/known/package.json'), '{"name":"known","version":"2.0.0"}');
    writeFile(join(root, 'node_modules/known/index.js'), '');
    const body = "require('kno' + 'wn'); require('fs').readFileSync(__dirname + '/package.json')";
    expect(await reads(body)).toEqual(['app/package.json', 'node_modules/known/package.json']);
  });

  test('a file that was only appended to is read; a folder that was listed is its listing; a link leads to its file', async () => {
    symlinkSync(join(root, 'data.csv'), join(project, 'link.csv'));
    writeFile(join(project, 'log.csv'), '');
    const body = `const fs = require('fs');
      fs.appendFileSync(__dirname + '/log.csv', 'x'); fs.readFileSync(__dirname + '/log.csv');
      fs.readdirSync(__dirname + '/folder'); fs.readFileSync(__dirname + '/link.csv')`;
    expect(await reads(body)).toEqual(['app/folder/*', 'app/link.csv', 'app/log.csv']);
    const known = (files: readonly string[]): InputFiles =>
      inputs(['app/objective.cjs', 'data.csv', ...files], {
        folders: ['app/folder'],
        links: new Set(['app/link.csv']),
      });
    expect(await reads(body, {}, () => known(['app/folder/a.csv']))).toEqual(['app/folder/*', 'app/log.csv']);
    expect(await reads(body, {}, () => known(['app/folder/a.csv', 'app/folder/b.csv']))).toEqual(['app/log.csv']);
  });

  test('a link to an input is one itself, or may lead to another input: a file, a folder, a chain, a folder above', async () => {
    for (const folder of ['links', 'sets/one']) mkdirSync(join(project, folder), { recursive: true });
    writeFile(join(project, 'sets/one/x.csv'), '');
    const links = {
      'links/file.csv': '../known.csv',
      'links/chain.csv': 'next.csv',
      'links/next.csv': '../known.csv',
      'links/set': '../sets/one',
      'links/outside': tmpdir(),
    };
    for (const [link, target] of Object.entries(links)) symlinkSync(target, join(project, link));
    const body = `const fs = require('fs');
      for (const file of ['file.csv', 'chain.csv', 'set/x.csv']) fs.readFileSync(__dirname + '/links/' + file);
      fs.readdirSync(__dirname + '/links/set'); fs.readFileSync('/etc/hosts')`;
    const known = (...names: readonly string[]): InputFiles =>
      inputs(['app/objective.cjs', 'app/known.csv', 'app/sets/one/x.csv'], {
        folders: ['app/sets/one'],
        links: new Set(names.map((name) => `app/links/${name}`)),
      });
    const found = ['app/links/chain.csv', 'app/links/file.csv', 'app/links/set/*', 'app/links/set/x.csv'];
    expect(await reads(body, {}, () => known())).toEqual(found);
    expect(await reads(body, {}, () => known('file.csv', 'chain.csv', 'set'))).toEqual(found.slice(0, 1));
    expect(await reads(body, {}, () => known('file.csv', 'chain.csv', 'next.csv', 'set'))).toEqual([]);
  });

  test.each(['thread', 'process'] as const)('what the words of a child process name, in a %s', async (isolation) => {
    const names = ['cat', 'shell', 'spawned', 'quoted', 'below/moved'];
    names.forEach((name) => writeFile(join(project, `${name}.txt`), ''));
    const body = `const child = require('child_process'), cwd = __dirname;
      child.execFileSync('cat', ['cat.txt'], { cwd });
      child.execSync('cat <shell.txt | cat', { cwd });
      await new Promise((done) => child.spawn('cat', ['spawned.txt'], { cwd }).on('exit', done));
      child.spawnSync('cat "quoted.txt"', { shell: true, cwd });
      child.execSync('cd below && cat moved.txt', { cwd });
      child.execSync('echo data.csv.txt nothing', { cwd });`;
    expect(await reads(body, { isolation })).toEqual(names.map((name) => `app/${name}.txt`).toSorted());
  });

  test('the folders in which a shell looks for what a pattern matches', async () => {
    writeFile(join(project, 'set/one/a.csv'), '');
    const body = `const child = require('child_process'), cwd = __dirname;
      child.execSync('cat folder/*.csv', { cwd });
      child.execSync('cat set/*/[a-c].csv', { cwd });
      child.execSync("echo 'x.*y' 2 \\* 3 none/*.csv $HOME/*", { cwd });
      child.execFileSync('echo', ['*.csv'], { cwd });`;
    expect(await reads(body)).toEqual(['app/folder/*', 'app/set/**/*']);
    const known = inputs(['app/objective.cjs', 'app/folder/a.csv', 'app/folder/b.csv', 'app/set/one/a.csv'], {
      folders: ['app/folder', 'app/set'],
    });
    expect(await reads(body, {}, () => known)).toEqual([]);
  });

  test('a file that was read first is not a product: written again, renamed, or deleted', async () => {
    for (const name of ['again', 'renamed', 'deleted']) writeFile(join(project, `${name}.txt`), '1');
    const body = `const fs = require('fs'), at = (name) => __dirname + '/' + name + '.txt';
      fs.writeFileSync(at('again'), fs.readFileSync(at('again')));
      fs.readFileSync(at('again'));
      fs.renameSync(at('renamed'), at('other')); fs.readFileSync(at('other')); fs.renameSync(at('other'), at('renamed'));
      fs.readFileSync(at('deleted')); fs.rmSync(at('deleted'));
      try { fs.readFileSync(at('missing')); } catch {}`;
    expect(await reads(body)).toEqual(['app/again.txt', 'app/deleted.txt', 'app/renamed.txt']);
  });

  test('all folders below one that is listed; sweep files and what nx-tune writes beside them are passed over', async () => {
    const list = "require('fs').readdirSync(__dirname, { recursive: true })";
    const own = ['tune.yaml', 'tune.lock.json', '.tune/x/y.json'];
    own.forEach((file) => writeFile(join(project, file), ''));
    const all = ['app/objective.cjs', 'app/data.csv', 'app/known.csv', 'app/folder/a.csv'];
    expect(await reads(list, {}, () => inputs(all))).toEqual(['app/**/*']);
    expect(await reads(list, {}, () => inputs(all, { folders: ['app'] }))).toEqual(['app/folder/*']);
    const whole = [...all, 'app/folder/b.csv'];
    expect(await reads(list, {}, () => inputs(whole, { folders: ['app'] }))).toEqual([]);
    expect(await reads(list, {}, () => inputs(whole, { flatFolders: ['app'] }))).toEqual(['app/folder/*']);
  });

  test.each<readonly [string, string | undefined]>([
    ["child.execFileSync(process.execPath, ['-e', '0'])", undefined],
    ["child.execSync('NODE_OPTIONS= node -e 0')", 'Node.js'],
    ["child.execFileSync('sh', ['-c', 'env -i ' + process.execPath + ' -e 0'])", undefined],
    ["child.execSync('node --version')", undefined],
    ["try { child.execFileSync('python-that-is-not-there') } catch {}", undefined],
    ...(hasPython
      ? ([
          ["child.execFileSync('python3', ['-c', '0'])", undefined],
          ["child.execFileSync('python3', ['-I', '-c', '0'])", 'Python'],
          ["child.execFileSync('python3', ['--version'])", undefined],
        ] as const)
      : []),
  ])('a child that is not watched is noticed: %s', async (body, language) => {
    const { undeclared } = await evaluate(`const child = require('child_process'); ${body}`);
    if (language === undefined) expect(undeclared).toBeUndefined();
    else expect(undeclared?.unknown).toContain(`a process of ${language} could not be watched`);
  });

  test('what an earlier trial of a thread has read may be in the memory of later ones', async () => {
    const files = {
      'objective.cjs': `let data; module.exports = ({ x }) => { data ??= x > 0 ? require('fs').readFileSync(__dirname + '/data.csv') : undefined; return 1; };`,
    };
    const objective = { kind: 'module', path: 'objective.cjs' } as const;
    const tasks = [0, 1, 2].map((x) => createTask(project, { objective, files }, { inputs: 'inputs', params: { x } }));
    const finished = await runSlice(tasks, {
      parallel: 1,
      runId: 'run',
      versions: {},
      inputFilesOf: () => inputs(['app/objective.cjs']),
    });
    const found = finished.map(({ task, undeclared }) => [task.params['x'], undeclared?.files.join()]);
    expect(Object.fromEntries(found)).toEqual({ 0: undefined, 1: 'app/data.csv', 2: 'app/data.csv' });
  });

  test('files read by an attempt that crashed count for the attempt that succeeds', async () => {
    const body = `globalThis.data ??= [require('fs').readFileSync(__dirname + '/data.csv')];
      if (globalThis.data.push(1) === 2) throw new Error('first')`;
    expect(await reads(body, { limits: { retries: 1 } })).toEqual(['app/data.csv']);
  });

  test('if nobody knows what is in the hash, no result can be cached', async () => {
    const objective = { kind: 'module', path: 'objective.cjs' } as const;
    const task = createTask(
      project,
      { objective, files: { 'objective.cjs': 'module.exports = () => 1;' } },
      { inputs: 'i' },
    );
    const [trial] = await runSlice([task], { parallel: 1, runId: 'run', versions: {}, inputFilesOf: () => undefined });
    expect(trial?.undeclared).toEqual({ files: [], unknown: 'it is not known which files are in its hash' });
  });

  (hasPython ? test : test.skip)('a command in Python, and what it starts (needs python3)', async () => {
    writeFile(join(project, 'module.py'), 'import helper\n');
    writeFile(join(project, 'helper.py'), '');
    writeFile(join(project, 'script.py'), '');
    writeFile(join(project, 'patterns/a.csv'), '');
    for (const name of ['plugin.py', 'base.db', 'again.txt', 'cat.txt', 'shell.txt'])
      writeFile(join(project, name), '');
    const script = `import json, os, pathlib, runpy, sqlite3, subprocess, sys, importlib.metadata, importlib.util
import module
open("known.csv").read()
pathlib.Path("data.csv").read_text()
runpy.run_path("script.py")
spec = importlib.util.spec_from_file_location("plugin", "plugin.py")
spec.loader.exec_module(importlib.util.module_from_spec(spec))
os.listdir("folder")
with open("made.txt", "w") as file:
    file.write("x")
open("made.txt").read()
os.close(os.open("../data.csv", os.O_RDONLY))
sqlite3.connect("file:base.db?mode=ro", uri=True).close()
text = open("again.txt").read()
with open("again.txt", "w") as file:
    file.write(text)
subprocess.check_output(["cat", "cat.txt"])
os.system("cat shell.txt")
os.system("cat patterns/*.csv > /dev/null; echo 'a.*' 2 '*' 3")
os.system("cd folder && cat b.csv > /dev/null")
subprocess.run([sys.executable, "-c", "open('folder/a.csv')"])
# Looks through the folder of this script for a package, as many packages do.
try:
    importlib.metadata.version("not-installed")
except importlib.metadata.PackageNotFoundError:
    pass
print(json.dumps({"loss": 1}))
`;
    const run = async (command: readonly string[]): Promise<FinishedTrial> => {
      const objective = { kind: 'command', command } as const;
      const task = createTask(project, { objective, files: { 'train.py': script } }, { inputs: 'inputs' });
      const known = inputs(['app/train.py', 'app/known.csv', 'app/module.py']);
      const options = { parallel: 1, runId: 'run', versions: {}, inputFilesOf: () => known };
      return (await runSlice([task], options))[0] as FinishedTrial;
    };
    const trial = await run(['python3', 'train.py']);
    expect(trial.result.outcome).toEqual({ kind: 'completed' });
    expect(trial.undeclared).toEqual({
      files: [
        'app/again.txt',
        'app/base.db',
        'app/cat.txt',
        'app/data.csv',
        'app/folder/*',
        'app/folder/a.csv',
        'app/folder/b.csv',
        'app/helper.py',
        'app/patterns/*',
        'app/plugin.py',
        'app/script.py',
        'app/shell.txt',
        'data.csv',
      ],
    });
    expect((await run(['python3', '-I', 'train.py'])).undeclared?.unknown).toMatch('could not be watched');
  });

  (hasPython ? test : test.skip)('our own wandb counts for none of it (needs python3)', async () => {
    const objective = { kind: 'command', command: ['python3', 'train.py'], wandb: 'shim' } as const;
    const script = `import os, wandb
run = wandb.init(config={"x": 1})
with open(os.path.join(run.dir, "model.txt"), "w") as file:
    file.write("x")
wandb.save(os.path.join(run.dir, "model.txt"))
wandb.log({"loss": 1})
`;
    const task = createTask(project, { objective, files: { 'train.py': script } }, { inputs: 'inputs' });
    const options = { parallel: 1, runId: 'run', versions: {}, inputFilesOf: () => inputs(['app/train.py']) };
    const [trial] = await runSlice([task], options);
    expect(trial?.result).toMatchObject({ outcome: { kind: 'completed' }, metrics: { loss: 1 } });
    expect(trial?.undeclared).toBeUndefined();
  });

  test("W&B's interpreter is Node's where the program is, and so a process of Node that was watched", async () => {
    const objective = { kind: 'command', command: ['${interpreter}', '${program}'], program: 'train.cjs' } as const;
    const task = createTask(project, { objective, files: { 'train.cjs': 'console.log(1)' } }, { inputs: 'inputs' });
    const options = { parallel: 1, runId: 'run', versions: {}, inputFilesOf: () => inputs(['app/train.cjs']) };
    const [trial] = await runSlice([task], options);
    expect(trial?.result.outcome).toEqual({ kind: 'completed' });
    expect(trial?.undeclared).toBeUndefined();
  });

  (hasPython ? test : test.skip)("a sitecustomize of the user's own still runs (needs python3)", () => {
    writeFile(join(root, 'own/sitecustomize.py'), 'print("own")\n');
    const { watched } = compiled('witness/watched.js') as {
      watched(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
    };
    const env = watched({
      PATH: process.env['PATH'],
      PYTHONPATH: join(root, 'own'),
      NX_TUNE_WITNESS_LOG: join(root, 'log'),
    });
    const script = 'import sys; print([path for path in sys.path if "runner" in path])';
    expect(execFileSync('python3', ['-c', script], { env, encoding: 'utf8' })).toBe('own\n[]\n');
    expect(readFileSync(join(root, 'log'), 'utf8')).toMatch(/^\["watched", "python"\]\n/);
  });
});

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { nxSeconds } from '../nxSeconds.mjs';
import { moduleVersion } from '../report/python.mjs';
import { writeSweep } from '../workspaces.mjs';

const modules = join(import.meta.dirname, '../../../node_modules');

/**
 * The tools that are compared. `version` is undefined if a tool is not there; `run` is what is timed. To add a tool, add it here.
 */
export const peers = [
  { name: 'nx tune', version: ownVersion, prepare: prepareOwn, run: runOwn },
  { name: 'make', version: () => versionOf('make'), prepare: prepareMake, run: runMake },
  { name: 'snakemake', version: () => versionOf('snakemake'), prepare: prepareSnakemake, run: runSnakemake },
  ...['joblib', 'sklearn', 'optuna'].map((name) => ({
    name,
    version: (python) => moduleVersion(python, name),
    prepare: () => undefined,
    run: ({ root, log, width, height, python }) =>
      execute(python, [join(import.meta.dirname, `${name}Peer.py`), root, log, width, height].map(String), root),
  })),
];

function versionOf(program) {
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return status === 0 ? (/\d[\d.]*/.exec(stdout)?.[0] ?? 'unknown') : undefined;
}

function ownVersion() {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../../../plugins/nx-tune/package.json'), 'utf8')).version;
}

function sweepText(width, height) {
  return `objective: ./src/objective.js
method: grid
metric: { name: loss }
parameters:
  x: { min: 1, max: ${width} }
  y: { min: 1, max: ${height} }
`;
}

function prepareOwn({ root, log, width, height }) {
  const objective = `const { appendFileSync } = require('node:fs');
module.exports = ({ x, y }) => {
  appendFileSync(${JSON.stringify(log)}, x + '-' + y + '\\n');
  return { loss: x * x + y };
};
`;
  if (existsSync(join(root, 'nx.json'))) writeFileSync(join(root, 'apps/bench/tune.yaml'), sweepText(width, height));
  else writeSweep(root, modules, objective, sweepText(width, height));
}

function runOwn({ root }) {
  nxSeconds(root, join(root, '../caches'), ['tune', 'bench', '--parallel=2']);
}

function pointsOf(width, height) {
  const rows = Array.from({ length: height }, (_, y) => y + 1);
  return rows.flatMap((y) => Array.from({ length: width }, (_, x) => ({ x: x + 1, y })));
}

/** A rule for each point, whose params are in its recipe. */
function prepareMake({ root, log, width, height }) {
  const points = pointsOf(width, height);
  const rules = points.map(
    ({ x, y }) => `${x}-${y}.out:\n\t@echo ${x}-${y} >> ${log}; echo $$((${x} * ${x} + ${y})) > $@\n`,
  );
  const all = `all: ${points.map(({ x, y }) => `${x}-${y}.out`).join(' ')}\n`;
  writeFileSync(join(root, 'Makefile'), [all, ...rules].join('\n'));
}

function runMake({ root }) {
  execute('make', ['-s', '-j2'], root);
}

/** The params of a rule are wildcards in the names of files. */
function prepareSnakemake({ root, log, width, height }) {
  writeFileSync(
    join(root, 'Snakefile'),
    `rule all:
    input: [f"{x}-{y}.out" for x in range(1, ${width + 1}) for y in range(1, ${height + 1})]

rule point:
    output: "{x}-{y}.out"
    shell: "echo {wildcards.x}-{wildcards.y} >> ${log}; echo $(({wildcards.x} * {wildcards.x} + {wildcards.y})) > {output}"
`,
  );
}

function runSnakemake({ root }) {
  execute('snakemake', ['--quiet', '--cores', '2'], root);
}

function execute(program, args, cwd) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
}

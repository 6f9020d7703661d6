import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The same trivial work in every trial. */
const objective = 'module.exports = ({ x }) => ({ loss: x * x });\n';
const sweep = (count) => `objective: ./src/objective.js
method: grid
metric: { name: loss }
parameters:
  x: { min: 1, max: ${count} }
`;

/** A workspace in which nx-tune expands a sweep file into `count` trials. */
export function writeTuned(root, modules, count) {
  writeSweep(root, modules, objective, sweep(count));
}

/** A workspace with one sweep, from the texts of its objective and its sweep file. */
export function writeSweep(root, modules, objectiveText, sweepText) {
  writeFiles(root, {
    'nx.json': { plugins: ['nx-tune'], analytics: false },
    'apps/bench/project.json': { name: 'bench' },
    'apps/bench/src/objective.js': objectiveText,
    'apps/bench/tune.yaml': sweepText,
  });
  finish(root, modules);
}

/** A workspace in which as many targets with the same executor are written down by hand: nothing is parsed or expanded. */
export function writeByHand(root, modules, count) {
  const plugin =
    "const projects = require('./projects.json');\nmodule.exports = { name: 'by-hand', createNodes: ['projects.json', (files) => files.map((file) => [file, { projects }])] };\n";
  writeFiles(root, {
    'nx.json': { plugins: ['./by-hand.js'], analytics: false },
    'by-hand.js': plugin,
    'projects.json': projectsByHand(count),
    'apps/bench/project.json': { name: 'bench' },
    'apps/bench/src/objective.js': objective,
  });
  finish(root, modules);
}

function projectsByHand(count) {
  const entries = Array.from({ length: count }, (_, index) => {
    const definition = {
      objective: { kind: 'module', path: 'src/objective.js' },
      params: { x: index + 1 },
      seed: '0',
    };
    const target = {
      executor: 'nx-tune:trial',
      cache: true,
      inputs: ['{workspaceRoot}/apps/bench/src/**/*', { externalDependencies: [] }],
      outputs: ['{projectRoot}'],
      options: { trial: JSON.stringify(definition), code: '', engine: 1 },
    };
    return [`apps/bench/.tune/trials/${index}`, { name: `_/bench--/trial--${index}`, targets: { trial: target } }];
  });
  return Object.fromEntries(entries);
}

function finish(root, modules) {
  symlinkSync(modules, join(root, 'node_modules'));
  execFileSync('git', ['init', '-q'], { cwd: root });
}

function writeFiles(root, files) {
  for (const [path, content] of Object.entries({
    'package.json': { name: 'bench-workspace', private: true },
    '.gitignore': 'node_modules\n.tune\n.nx\n',
    ...files,
  })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
}

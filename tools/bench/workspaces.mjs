import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The objective of every trial, which is trivial. */
export const objective = 'module.exports = ({ x }) => ({ loss: x * x });\n';

/** A grid of whole numbers, with further lines of the sweep file, if any. */
export const sweep = (count, more = '') => `objective: ./src/objective.js
method: grid
${more}metric: { name: loss }
parameters:
  x: { min: 1, max: ${count} }
`;

/** A workspace in which nx-tune expands a sweep file into `count` trials. */
export function writeTuned(root, modules, count) {
  writeSweep(root, modules, objective, sweep(count));
}

/** A workspace with the same sweep in each of some folders. */
export function writeSweeps(root, modules, count, folders) {
  const files = folders.map((folder) => [
    [`${folder}/project.json`, { name: folder.replaceAll('/', '-') }],
    [`${folder}/src/objective.js`, objective],
    [`${folder}/tune.yaml`, sweep(count)],
  ]);
  writeFiles(root, { 'nx.json': { plugins: ['nx-tune'], analytics: false }, ...Object.fromEntries(files.flat()) });
  finish(root, modules);
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

/** Links to the packages of `modules`, beside which others may be written, and makes the workspace a repository. */
export function finish(root, modules) {
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  for (const name of readdirSync(modules).filter((name) => !name.startsWith('.')))
    symlinkSync(join(modules, name), join(root, 'node_modules', name));
  execFileSync('git', ['init', '-q'], { cwd: root });
}

export function writeFiles(root, files) {
  for (const [path, content] of Object.entries({
    'package.json': { name: 'bench-workspace', private: true },
    '.gitignore': 'node_modules\n.tune\n.nx\n.out\n',
    ...files,
  })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
}

import { finish, objective, writeFiles } from '../workspaces.mjs';

/** A plugin that makes a project with one cacheable target for each number, and knows nothing else. */
const plugin = (count) => `module.exports = {
  name: 'bare-projects',
  createNodes: ['**/bare.json', (files) => files.map((file) => [file, { projects: projectsIn(file.replace('bare.json', '')) }])],
};
function projectsIn(folder) {
  const projects = {};
  for (let x = 1; x <= ${count}; x++)
    projects[folder + '.out/' + x] = {
      name: folder.replaceAll('/', '-') + x,
      targets: {
        trial: {
          executor: 'bare:one',
          cache: true,
          inputs: ['{workspaceRoot}/' + folder + 'src/**/*', { externalDependencies: [] }],
          outputs: ['{projectRoot}'],
          options: { x },
        },
      },
    };
  return projects;
}
`;

/** An executor that does in a batch what is least: a file for each task. */
const batch = `const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
exports.default = async ({ tasks }, options, _, { root }) => {
  const results = {};
  for (const [id, { projectRoot }] of Object.entries(tasks)) {
    mkdirSync(join(root, projectRoot), { recursive: true });
    writeFileSync(join(root, projectRoot, 'result.json'), JSON.stringify({ loss: options[id].x ** 2 }));
    results[id] = { success: true, terminalOutput: '' };
  }
  return results;
};
`;

/**
 * A workspace in which Nx alone has as many tasks as a sweep has trials, in each of some folders: what no plugin can be quicker than. Like
 * nx-tune, its plugin is a package, since Nx takes longer to load one from the workspace; without tasks there is none.
 */
export function writeBare(root, modules, count, folders = ['apps/bench']) {
  writeFiles(root, {
    'nx.json': { ...(count === 0 ? {} : { plugins: ['bare'] }), analytics: false },
    ...Object.fromEntries(
      folders.flatMap((folder) => [
        [`${folder}/bare.json`, {}],
        [`${folder}/project.json`, { name: folder.replaceAll('/', '-') }],
        [`${folder}/src/objective.js`, objective],
      ]),
    ),
    'node_modules/bare/package.json': {
      name: 'bare',
      version: '1.0.0',
      main: './plugin.js',
      executors: './executors.json',
    },
    'node_modules/bare/plugin.js': plugin(count),
    'node_modules/bare/executors.json': {
      executors: {
        one: {
          implementation: './batch.js',
          batchImplementation: './batch.js',
          preferBatch: true,
          schema: './schema.json',
        },
      },
    },
    'node_modules/bare/schema.json': { version: 2, type: 'object', properties: {} },
    'node_modules/bare/batch.js': batch,
  });
  finish(root, modules);
}

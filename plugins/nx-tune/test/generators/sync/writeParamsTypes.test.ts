import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import type { Tree } from '@nx/devkit';

import { writeParamsTypes } from '../../../src/generators/sync/writeParamsTypes.js';

const file = 'apps/a/tune.params.d.ts';
const sweep = "objective: ./src/o.ts\nmethod: grid\nmetric: { name: loss }\nparameters:\n  x: { values: [1, '2'] }\n";

function workspace(objective: string, text = sweep): Tree {
  const tree = createTreeWithEmptyWorkspace();
  tree.write('apps/a/tune.yaml', text);
  tree.write('apps/a/src/o.ts', objective);
  return tree;
}

const sync = (tree: Tree): string | null => {
  writeParamsTypes(tree, [{ root: 'apps/a', file: 'tune.yaml' }]);
  return tree.read(file, 'utf8');
};

test.each(['../tune.params', '../tune.params.js', '../tune.params.d.ts'])(
  'an objective that imports %s has it written',
  (specifier) => {
    expect(sync(workspace(`import type { Params } from "${specifier}";`))).toContain('readonly x: 1 | "2";');
  },
);

test.each([
  ['an objective that does not import it', workspace("import type { Params } from '../other.tune.params';")],
  ['a sweep with mistakes', workspace("import type { Params } from '../tune.params';", `${sweep}run_cup: 3\n`)],
  ['an objective in JavaScript', workspace("import '../tune.params';", sweep.replace('o.ts', 'o.js'))],
])('%s has no type of params', (_, tree) => expect(sync(tree)).toBeNull());

test('an existing file is updated, and not touched while its meaning is the same', () => {
  const tree = workspace('');
  const formatted = "// ours\nexport type Params = {\n    readonly x: (1 | '2')\n}\n";
  tree.write(file, formatted);
  expect(sync(tree)).toBe(formatted);
  tree.write('apps/a/tune.yaml', `${sweep}  y: { min: 1, max: 3 }\n`);
  const longer = sync(tree);
  expect(longer).toContain('readonly y: number;');
  tree.write('apps/a/tune.yaml', `${sweep}  y: { min: 1, max: 30 }\n`);
  expect(sync(tree)).toBe(longer);
});

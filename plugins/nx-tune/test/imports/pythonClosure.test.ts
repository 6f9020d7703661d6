import { join } from 'node:path';

import { importClosure } from '../../src/imports/importClosure.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const files = {
  'nx.json': '{}',
  'app/src/train.py': 'import json, numpy\nimport model.net\nfrom tests.helpers import x\nimport shared.tools\n',
  'app/src/model/__init__.py': 'from . import constants\n',
  'app/src/model/net.py': 'from .layers import dense\nfrom data import load\n',
  'app/src/model/layers/__init__.py': 'from ..constants import size\nfrom .dense import dense\n',
  'app/src/model/layers/dense.py': '',
  'app/src/model/constants.py': '',
  'app/src/model/unused.py': '',
  'app/src/data.py': '',
  'app/tests/helpers.py': '',
  'app/tests/test_data.py': '',
  'shared/tools.py': '',
  'shared/other.py': '',
};
const closureOf = (changes: { readonly [path: string]: string } = {}) => {
  const root = temporaryWorkspace({ ...files, ...changes });
  const closure = importClosure(root, [join(root, 'app/src/train.py')], 'any');
  const within = (file: string): string => file.slice(root.length + 1);
  return { closure, within, names: [...closure.files.keys()].map(within).toSorted() };
};

test('modules are found next to the file, above it, in packages and in other projects', () => {
  const { closure, names } = closureOf();
  expect(names).toEqual([
    'app/src/data.py',
    'app/src/model/__init__.py',
    'app/src/model/constants.py',
    'app/src/model/layers/__init__.py',
    'app/src/model/layers/dense.py',
    'app/src/model/net.py',
    'app/src/train.py',
    'app/tests/helpers.py',
    'shared/tools.py',
  ]);
  expect(closure).toMatchObject({ unresolved: [], computed: [], searchPaths: [] });
});

test('an unresolved relative import is reported, an import of an installed module is not', () => {
  const { closure, within } = closureOf({ 'app/src/data.py': 'from .absent import x\nimport absent\n' });
  expect(closure.unresolved.map(({ file, specifier }) => [within(file), specifier])).toEqual([
    ['app/src/data.py', '.absent'],
  ]);
});

test('folders above the workspace are not searched', () => {
  const { names } = closureOf({ 'app/nx.json': '{}', 'app/src/data.py': 'from .....shared import tools\n' });
  expect(names).not.toContain('shared/tools.py');
});

test('a package takes precedence over a module of the same name, and a name too long for a file is not found', () => {
  const { names } = closureOf({
    'app/src/data/__init__.py': `import ${'x'.repeat(5000)}\n`,
    'app/src/data/load.py': '',
  });
  expect(names).toEqual(expect.arrayContaining(['app/src/data/__init__.py', 'app/src/data/load.py']));
  expect(names).not.toContain('app/src/data.py');
});

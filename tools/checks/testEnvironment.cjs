const { AsyncLocalStorage } = require('node:async_hooks');
const vm = require('node:vm');

const { TestEnvironment } = require('jest-environment-node');

/**
 * Jest compiles a module again in each test file that loads it, since each has a context of its own: 15,000 times in unit
 * tests, jest's own modules not counted. A script can run in many contexts, so a worker compiles each module once here, with
 * all the functions that V8 compiles when they are first called.
 */
const scripts = new Map();
const { compileFunction } = vm;

vm.compileFunction = (source, parameters, options) => {
  const { filename, parsingContext, importModuleDynamically } = options;
  if (filename === undefined || parsingContext === undefined) return compileFunction(source, parameters, options);
  const start = `(function (${(parameters ?? []).join(', ')}) {`;
  let known = scripts.get(filename);
  if (known?.source !== source || known.start !== start) {
    known = { source, start };
    known.script = new vm.Script(`${start}${source}\n})`, {
      filename,
      columnOffset: -start.length,
      importModuleDynamically: (...request) => known.importModuleDynamically(...request),
    });
    scripts.set(filename, known);
  }
  // Of the test file that is running: a worker runs one at a time.
  known.importModuleDynamically = importModuleDynamically;
  return known.script.runInContext(parsingContext);
};

/**
 * Each test file has a jest of its own, which runs tests in a storage of its own. Node goes through all storages that are in use
 * whenever a promise is made, so those of files that are finished would slow down all that follow.
 */
const storages = new Set();
const original = Object.getOwnPropertyDescriptor(AsyncLocalStorage.prototype, 'run').value;

AsyncLocalStorage.prototype.run = function (...args) {
  storages.add(this);
  return Reflect.apply(original, this, args);
};

module.exports = class extends TestEnvironment {
  async teardown() {
    for (const storage of storages) storage.disable();
    storages.clear();
    await super.teardown();
  }
};

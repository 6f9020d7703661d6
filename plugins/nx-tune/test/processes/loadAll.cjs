/** Loads objectives as trials do, in a process without jest, and prints the files that each of them loaded. */
const { join } = require('node:path');

const runner = join(__dirname, '../../../../packages/runner/dist/evaluate/module/loadObjective.js');
const { loadObjective } = require(runner);

async function loaded(folder, entry) {
  globalThis.loaded = new Set();
  try {
    await loadObjective(folder, entry);
    return { files: [...globalThis.loaded] };
  } catch (error) {
    return { files: [...globalThis.loaded], error: String(error.message) };
  }
}

async function main() {
  const results = [];
  for (const [folder, entry] of JSON.parse(process.argv[2])) results.push(await loaded(folder, entry));
  console.log(JSON.stringify(results));
}

void main();

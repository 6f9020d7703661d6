import type { ObjectiveSource } from './createTask.js';

/**
 * The actions of an objective of the contract, as statements that see `params`, `seed`, `dir` and an AbortSignal `signal`. The
 * same statements are a module's body and a command's script.
 */
const statements = {
  answers: `console.log('to stdout'); console.error('to stderr'); return { loss: 0.25, epochs: 3 };`,
  echoes: `fs.writeFileSync(dir + '/echo.json', JSON.stringify({ params, seed })); return 1;`,
  floods: `const line = 'x'.repeat(1023) + '\\n';
    for (let i = 0; i < 10 * 1024; i++) process.stdout.write(line);
    console.log('the end'); return 1;`,
  diverges: 'return { loss: NaN, gap: -Infinity };',
  throws: `throw new Error('boom 4711');`,
  rejects: `return Promise.reject(new RangeError('late 4711'));`,
  leavesRejection: `void Promise.reject(new Error('floating 4711')); return 1;`,
  answersText: `return 'high';`,
  answersAnother: 'return { accuracy: 1 };',
  exits: `console.log('bye 4711'); process.exit(3);`,
  waits: `await new Promise((resolve) => {
      signal.addEventListener('abort', resolve);
      alive = setInterval(() => undefined, 1000);
      tell('waiting', process.pid);
    });
    tell('interrupted', ''); return 7;`,
  neverEnds: `process.on('SIGTERM', () => undefined); tell('waiting', process.pid); for (;;);`,
};

export type Behaviour = keyof typeof statements;

const tell = `let alive;
  const tell = (name, text) => { fs.writeFileSync(dir + '/part', String(text)); fs.renameSync(dir + '/part', dir + '/' + name); };`;

/** The behaviour as the default export of a module. */
export function moduleFor(behaviour: Behaviour): ObjectiveSource {
  const path = `src/${behaviour}.cjs`;
  const text = `const fs = require('node:fs');
module.exports = async (params, { seed, dir, signal }) => {
  ${tell}
  ${statements[behaviour]}
};`;
  return { objective: { kind: 'module', path }, files: { [path]: text } };
}

/** The behaviour as a command, which prints its answer as Python would: with bare NaN and Infinity. */
export function commandFor(behaviour: Behaviour): ObjectiveSource {
  const program = `src/${behaviour}.command.cjs`;
  const text = `const fs = require('node:fs');
const { TUNE_PARAMS, TUNE_SEED: seed, TUNE_TRIAL_DIR: dir } = process.env;
const params = JSON.parse(TUNE_PARAMS);
const interrupt = new AbortController();
const signal = interrupt.signal;
if (${behaviour === 'waits'}) process.once('SIGTERM', () => interrupt.abort());
${tell}
const show = (value) => typeof value === 'object' ? '{' + Object.entries(value).map(([k, v]) => JSON.stringify(k) + ': ' + show(v)).join(', ') + '}'
  : typeof value === 'number' ? String(value) : JSON.stringify(value);
(async () => { ${statements[behaviour]} })().then((answer) => { console.log(show(answer)); clearInterval(alive); });`;
  return { objective: { kind: 'command', command: ['node', '${program}'], program }, files: { [program]: text } };
}

import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

import { describeError } from '../../src/evaluate/describeError.js';

const withStack = (error: Error, stack: string): Error => Object.assign(error, { stack });

it('an error is its name, its message and the frames of the user', () => {
  const stack = [
    'RangeError: too big',
    '    at objective (/project/src/objective.ts:3:9)',
    '    at helper (/project/node_modules/lib/index.js:1:1)',
    `    at answer (${join(__dirname, '../../src')}/evaluate/module/evaluateModule.ts:1:1)`,
    '    at node:internal/process/task_queues:95:5',
    '    at Worker.emit (node:events:524:28)',
    '    at new Promise (<anonymous>)',
  ].join('\n');
  const text = describeError(withStack(new RangeError('too big'), stack));
  expect(text).toBe('RangeError: too big\n    at objective (/project/src/objective.ts:3:9)');
});

it('a long stack is cut', () => {
  const frames = Array.from({ length: 50 }, (_, line) => `    at f (/project/a.ts:${line}:1)`);
  expect(describeError(withStack(new Error('x'), frames.join('\n'))).split('\n')).toHaveLength(6);
});

it.each([
  ['text', 'thrown: text'],
  [undefined, 'thrown: undefined'],
  [{ code: 7 }, 'thrown: { code: 7 }'],
  [Object.create(null), 'thrown: [Object: null prototype] {}'],
  [{ toString: () => 1 / 0 }, 'thrown: { toString: [Function: toString] }'],
])('a value that is not an error is shown: %p', (thrown, text) => {
  expect(describeError(thrown)).toBe(text);
});

it('an error of another realm is one too', () => {
  expect(describeError(runInNewContext(`new TypeError('foreign')`)).split('\n')[0]).toBe('TypeError: foreign');
});

it('names the causes, but not without end', () => {
  const error = withStack(new Error('fetch failed', { cause: withStack(new Error('refused'), '') }), '');
  expect(describeError(error)).toBe('Error: fetch failed\ncaused by Error: refused');
  const circular = withStack(new Error('again'), '');
  circular.cause = circular;
  expect(describeError(circular).match(/again/g)).toHaveLength(4);
});

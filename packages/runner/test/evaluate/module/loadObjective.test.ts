import type { Evaluation } from '../../../src/model/evaluation.js';
import type * as Pool from '../../../src/evaluate/thread/pool.js';
import { compiled } from '../../support/compiled.js';
import { createTask } from '../../support/createTask.js';
import { moduleKinds } from '../../support/moduleKinds.js';
import { failedBy } from '../../support/failedBy.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

// In a thread, since under jest a module would be loaded by jest and not by Node.
const { createPool } = compiled('evaluate/thread/pool.js') as typeof Pool;

const projectDir = temporaryFolder();
const evaluator = createPool(1);
afterAll(() => evaluator.close());

it.each(moduleKinds)('loads $kind', async ({ path, files, links }) => {
  const source = { objective: { kind: 'module', path } as const, files };
  const { outcome, value } = await evaluator.evaluate(createTask(projectDir, source, {}, links));
  expect({ outcome, value }).toEqual({ outcome: { kind: 'completed' }, value: 42 });
});

// Each of these is also the trial after the failure before it.
it.each([
  ['nothing.ts', 'export const loss = 1;', /nothing\.ts must export a default function/],
  ['empty.cjs', '', /empty\.cjs must export a default function/],
  ['number.cjs', 'module.exports = 1;', /number\.cjs must export a default function/],
  ['unparsable.ts', 'export default ( => 1;', /unparsable\.ts:1/],
  ['unparsable.cjs', 'module.exports = ( => 1;', /unparsable\.cjs:1/],
  ['unresolved.ts', `import './absent.js'; export default () => 1;`, /absent/],
  ['throwing.mts', `throw new Error('boom 4711');`, /boom 4711/],
  ['missing.ts', undefined, /missing\.ts/],
])('a file that cannot be loaded fails by name: %s', async (path, text, cause) => {
  const { outcome } = await evaluate(path, text);
  expect(outcome).toEqual(failedBy(cause));
});

it('the message for a script explains how it becomes a command', async () => {
  const { outcome } = await evaluate('script.mjs', 'console.log(JSON.stringify({ loss: 1 }));');
  expect(outcome).toEqual(failedBy(/instead of objective: command: \[node, script\.mjs, '\$\{args\}'\]/));
});

function evaluate(path: string, text: string | undefined): Promise<Evaluation> {
  const files = text === undefined ? {} : { [path]: text };
  return evaluator.evaluate(createTask(projectDir, { objective: { kind: 'module', path }, files }));
}

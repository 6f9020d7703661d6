import { join } from 'node:path';

import type * as Pool from '../../../src/evaluate/thread/pool.js';
import { appears } from '../../support/appears.js';
import { moduleFor } from '../../support/behaviours.js';
import { compiled } from '../../support/compiled.js';
import { createTask } from '../../support/createTask.js';
import { describeEvaluatorContract } from '../../support/describeEvaluatorContract.js';
import { describeModuleContract } from '../../support/describeModuleContract.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

const { createPool } = compiled('evaluate/thread/pool.js') as typeof Pool;

describeEvaluatorContract('threads', (graceMs) => createPool(1, graceMs), moduleFor);
describeModuleContract('threads', () => createPool(1));

const projectDir = temporaryFolder();

it('closing a pool interrupts no trial of another', async () => {
  const [closing, other] = [createPool(1), createPool(1)];
  const task = createTask(projectDir, moduleFor('waits'));
  const waiting = other.evaluate(task);
  await appears(join(task.trialDir, 'artifacts/waiting'));
  await closing.close();
  // A message on a channel that both share would arrive before this trial of a third pool has started its thread.
  const third = createPool(1);
  await third.evaluate(createTask(projectDir, moduleFor('answers')));
  const first = await Promise.race([waiting, Promise.resolve('still waiting')]);
  await Promise.all([third.close(), other.close()]);
  expect(first).toBe('still waiting');
});

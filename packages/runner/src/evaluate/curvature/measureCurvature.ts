import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { lastLines } from '../../processes/lastLines.js';
import { createProcessGroup } from '../../processes/processGroup.js';
import type { CurvatureAnswer, CurvatureMessage, CurvatureTask, OnProduct } from './curvatureTask.js';

export type { MeasuredCurvature } from './curvatureTask.js';

/**
 * Measures the smallest and the largest curvature of the function that a module describes, in a process of its own, which ends with this
 * one. `onProduct` hears now and then how far it is.
 */
export async function measureCurvature(
  task: Omit<CurvatureTask, 'trialDir'>,
  onProduct: OnProduct = () => undefined,
): Promise<CurvatureAnswer> {
  const trialDir = mkdtempSync(join(tmpdir(), 'nx-tune-curvature-'));
  const group = createProcessGroup();
  const removeFolder = (): void => rmSync(trialDir, { recursive: true, force: true });
  process.once('exit', removeFolder);
  let answer: CurvatureAnswer | undefined;
  try {
    const { exit, output } = await group.run(
      process.execPath,
      [join(__dirname, 'curvatureEntry.js')],
      {
        cwd: process.cwd(),
        env: process.env,
        serialization: 'advanced',
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
      {},
      (child) => {
        child.on('message', (message: CurvatureMessage) => {
          if ('answer' in message) answer = message.answer;
          else onProduct(message.products);
        });
        child.send({ ...task, trialDir }, () => undefined);
      },
    );
    return answer ?? { problem: `its process ended without an answer: ${exit}${lastLines(output)}` };
  } finally {
    await group.close();
    process.off('exit', removeFolder);
    removeFolder();
  }
}

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { keepInputs } from '../../../src/run/turn/keepInputs.js';
import { register, unregister } from '../../../src/run/turn/registry.js';
import { runsFolder } from '../../../src/run/turn/runsFolder.js';
import { temporaryWorkspace } from '../../support/temporaryWorkspace.js';

const inputs = 'apps/toy/.tune/inputs/i';

describe('what an inputs task wrote down', () => {
  const root = temporaryWorkspace({ [`${inputs}/inputs.json`]: 'what it wrote' });
  const folder = runsFolder(root);
  const record = { id: 'a', command: '', since: '', isSure: true, showsMessages: false };
  const turn = { folder, number: register(folder, record, undefined), id: 'a' };
  const file = join(root, inputs, 'inputs.json');

  test('is written again if it is removed while its run goes on', () => {
    keepInputs(turn, root, inputs);
    rmSync(join(root, 'apps/toy/.tune'), { recursive: true });
    keepInputs(turn, root, inputs);
    expect(readFileSync(file, 'utf8')).toBe('what it wrote');
  });

  test('is gone when the run is over', () => {
    unregister(folder, turn.number);
    rmSync(file);
    keepInputs(turn, root, inputs);
    expect(existsSync(file)).toBe(false);
  });
});

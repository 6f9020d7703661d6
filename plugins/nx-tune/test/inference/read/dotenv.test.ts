import { dotenvVariables } from '../../../src/inference/read/dotenv.js';
import { temporaryWorkspace } from '../../support/temporaryWorkspace.js';

test('the variables that .env files set or refer to count, those of Nx and of other targets do not', () => {
  const root = temporaryWorkspace({
    '.env': 'A=1\nexport B = ${C}\n# D=1\nNX_DAEMON=true\n',
    'apps/a/.env.tune': 'E: 1\nA=2 # of $F\n',
    'apps/a/.env.serve': 'G=1\n',
    'apps/b/.env': 'H=1\n',
  });
  expect(dotenvVariables(root, 'apps/a')).toEqual(['A', 'B', 'C', 'E', 'F']);
  expect(dotenvVariables(root, 'apps/b')).toEqual(['A', 'B', 'C', 'H']);
});

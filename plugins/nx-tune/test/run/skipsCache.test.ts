import { skipsCache } from '../../src/run/skipsCache.js';

test.each([
  [['tune', 'digits'], {}, false],
  [['tune', 'digits', '--skip-nx-cache'], {}, true],
  [['tune', 'digits', '--skipNxCache'], {}, true],
  [['tune', 'digits', '--skip-nx-cache=true'], {}, true],
  [['tune', 'digits', '--skip-nx-cache=false'], { NX_SKIP_NX_CACHE: 'true' }, false],
  [['tune', 'digits', '--no-skip-nx-cache'], {}, false],
  [['tune', 'digits', '--disable-nx-cache'], {}, true],
  [['tune', 'digits'], { NX_SKIP_NX_CACHE: 'true' }, true],
  [['tune', 'digits'], { NX_DISABLE_NX_CACHE: 'true' }, true],
  [['tune', 'digits'], { NX_SKIP_NX_CACHE: 'false' }, false],
])('%j with %j: %p', (argv, env, expected) => expect(skipsCache(argv, env)).toBe(expected));

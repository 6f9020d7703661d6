import { nxParallel } from '../../src/run/nxParallel.js';
import { parallelFromArguments } from '../../src/run/parallel.js';

test.each([
  [['tune', 'digits'], undefined],
  [['tune', 'digits', '--parallel=3'], 3],
  [['tune', 'digits', '--parallel', '3'], 3],
  [['tune', 'digits', '--maxParallel=4'], 4],
  [['tune', 'digits', '--parallel=50%'], 4],
  [['tune', 'digits', '--parallel=1%'], 1],
  [['tune', 'digits', '--parallel=false'], 1],
  [['tune', 'digits', '--no-parallel'], 1],
  [['tune', 'digits', '--parallel=2', '--parallel=5'], 5],
  [['tune', 'digits', '--no-parallel', '--parallel=5'], 5],
  [['tune', 'digits', '--parallel'], undefined],
  [['tune', 'digits', '--parallel', '--verbose'], undefined],
  [['tune', 'digits', '--parallel=0'], undefined],
  [['tune', 'digits', '--parallelism=7'], undefined],
])('%j on 8 cores: %p', (argv, expected) => expect(parallelFromArguments(argv, 8)).toBe(expected));

describe('without a word on the command line', () => {
  const before = { ...process.env };
  beforeEach(() => {
    delete process.env['NX_PARALLEL'];
    process.env['NX_TUNE_PARALLEL'] = '';
  });
  afterAll(() => void (process.env = before));

  test('NX_PARALLEL decides, then nx.json', () => {
    expect(nxParallel({ parallel: 6 })).toBe(6);
    process.env['NX_PARALLEL'] = '5';
    expect(nxParallel({ parallel: 6 })).toBe(5);
    process.env['NX_TUNE_PARALLEL'] = '4';
    expect(nxParallel({ parallel: 6 })).toBe(4);
  });

  test('the number of cores is the default', () => expect(nxParallel({})).toBeGreaterThanOrEqual(1));
});

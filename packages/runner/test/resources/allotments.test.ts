import { type Allotments, createAllotments } from '../../src/resources/allotments.js';
import { machineCapacity } from '../../src/resources/machineCapacity.js';

const create = (cpus: number, gpus: readonly string[] = []): Allotments => createAllotments({ cpus, gpus });

test('as many trials run as have cores, and one more when one has ended', async () => {
  const allotments = create(8);
  const [first, second] = [allotments.take({ cpus: 4 }), allotments.take({ cpus: 4 })];
  expect([first, second].map((one) => one?.env['OMP_NUM_THREADS'])).toEqual(['4', '4']);
  expect(allotments.take({ cpus: 1 })).toBeUndefined();
  const released = allotments.released();
  first?.release();
  await released;
  expect(allotments.take({ cpus: 4 })).toBeDefined();
});

test('each trial has GPUs of its own', () => {
  const allotments = create(8, ['0', '1', 'GPU-7']);
  const first = allotments.take({ gpus: 2 });
  const second = allotments.take({ gpus: 1 });
  expect([first, second].map((one) => one?.env)).toEqual([
    { CUDA_VISIBLE_DEVICES: '0,1' },
    { CUDA_VISIBLE_DEVICES: 'GPU-7' },
  ]);
  expect(allotments.take({ gpus: 1 })).toBeUndefined();
  first?.release();
  expect(allotments.take({ gpus: 1 })?.env).toEqual({ CUDA_VISIBLE_DEVICES: '0' });
});

test('a trial that asks for nothing always has room, and sees nothing', () => {
  const allotments = create(1);
  expect(allotments.take({ cpus: 1 })).toBeDefined();
  expect(allotments.take({})?.env).toEqual({});
});

test('a trial that wants more cores than there are runs alone, with the threads that it was promised', () => {
  const allotments = create(2);
  expect(allotments.shortage({ cpus: 16 })).toBeUndefined();
  expect(allotments.take({ cpus: 16 })?.env['OMP_NUM_THREADS']).toBe('16');
  expect(allotments.take({ cpus: 1 })).toBeUndefined();
});

test('a trial that allows no others waits until it is alone, and they wait for it', async () => {
  const allotments = create(8);
  const first = allotments.take({});
  expect(allotments.take({ parallel: 1 })).toBeUndefined();
  expect(allotments.take({ parallel: 2 })).toBeDefined();
  expect(allotments.take({})).toBeUndefined();
  first?.release();
  expect(allotments.take({})).toBeDefined();
});

test('a trial that wants more GPUs than there are cannot run', () => {
  expect(create(2, ['0']).shortage({ gpus: 2 })).toBe(
    '"resources" asks for 2 GPUs, but this machine has 1: neither CUDA_VISIBLE_DEVICES nor nvidia-smi lists more',
  );
});

describe('the GPUs of a machine', () => {
  const before = process.env['CUDA_VISIBLE_DEVICES'];
  afterEach(() => {
    if (before === undefined) delete process.env['CUDA_VISIBLE_DEVICES'];
    else process.env['CUDA_VISIBLE_DEVICES'] = before;
  });

  it.each([
    ['0,1', ['0', '1']],
    [' 3 , GPU-8932f937 ', ['3', 'GPU-8932f937']],
    ['1,-1,0', ['1']],
    ['2,2', ['2']],
    ['', []],
  ])('are those that CUDA_VISIBLE_DEVICES leaves: %j', (variable, gpus) => {
    process.env['CUDA_VISIBLE_DEVICES'] = variable;
    expect(machineCapacity(true).gpus).toEqual(gpus);
  });

  it('are not looked for when no trial wants one', () => {
    process.env['CUDA_VISIBLE_DEVICES'] = '0';
    expect(machineCapacity(false).gpus).toEqual([]);
  });
});

import { captureOutput } from '../../../src/evaluate/thread/captureOutput.js';

const streams = [process.stdout, process.stderr];
let capture: ReturnType<typeof captureOutput>;
const originals = streams.map((stream) => stream.write);
beforeEach(() => (capture = captureOutput()));
afterEach(() => capture.restore());

it('takes text and bytes of both streams', () => {
  process.stdout.write('out ');
  process.stderr.write(Buffer.from('err'));
  expect(capture.tail.text).toBe('out err');
});

it('puts characters together that arrive in parts', () => {
  const bytes = Buffer.from('🦊');
  for (const byte of bytes) process.stdout.write(Uint8Array.of(byte));
  expect(capture.tail.text).toBe('🦊');
});

it.each([[[]], [['utf8']]])('notifies the writer when it is done: %j', (encoding) => {
  const done = jest.fn();
  const write = process.stdout.write.bind(process.stdout) as (...args: unknown[]) => boolean;
  expect(write('x', ...encoding, done)).toBe(true);
  expect(done).toHaveBeenCalledTimes(1);
});

it('puts the very same methods back: copies would pile up in a thread that is kept', () => {
  capture.restore();
  expect(streams.map((stream) => stream.write)).toEqual(originals);
  expect(streams.every((stream, at) => stream.write === originals[at])).toBe(true);
});

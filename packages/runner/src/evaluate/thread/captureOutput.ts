import { StringDecoder } from 'node:string_decoder';

import { OutputTail } from '../../processes/outputTail.js';

type Write = typeof process.stdout.write;

/** Redirects this thread's output into a tail until `restore` is called. A thread runs one trial at a time. */
export function captureOutput(): { readonly tail: OutputTail; restore(): void } {
  const tail = new OutputTail();
  const restores = [process.stdout, process.stderr].map((stream) => redirect(stream, tail));
  return { tail, restore: () => restores.forEach((restore) => restore()) };
}

/** Puts back the method itself, never a bound copy: copies of copies would pile up with every trial of a thread. */
function redirect(stream: { write: Write }, tail: OutputTail): () => void {
  const original = stream.write;
  stream.write = writeTo(tail);
  return () => void (stream.write = original);
}

function writeTo(tail: OutputTail): Write {
  const decoder = new StringDecoder('utf8');
  return ((chunk: string | Uint8Array, encoding?: unknown, callback?: unknown) => {
    tail.add(typeof chunk === 'string' ? chunk : decoder.write(chunk));
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') (done as () => void)();
    return true;
  }) as Write;
}

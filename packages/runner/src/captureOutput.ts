/** The most that is kept of what one trial printed, in characters. */
const longestOutput = 64 * 1024;

/** Keeps the end of what is written, in bounded memory. */
export class OutputTail {
  #text = '';

  add(chunk: string): void {
    this.#text += chunk;
    if (this.#text.length > 2 * longestOutput) this.#text = this.#text.slice(-longestOutput);
  }

  get text(): string {
    return this.#text.slice(-longestOutput);
  }
}

type Write = typeof process.stdout.write;

/** Redirects what this thread prints into a tail until `restore` is called. A thread runs one trial at a time. */
export function captureOutput(): { readonly tail: OutputTail; restore(): void } {
  const tail = new OutputTail();
  const streams = [process.stdout, process.stderr];
  const originals = streams.map((stream) => stream.write.bind(stream) as Write);
  for (const stream of streams) stream.write = redirect(tail);
  return { tail, restore: () => streams.forEach((stream, index) => (stream.write = originals[index] as Write)) };
}

function redirect(tail: OutputTail): Write {
  return ((chunk: string | Uint8Array, encoding?: unknown, callback?: unknown) => {
    tail.add(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') done();
    return true;
  }) as Write;
}

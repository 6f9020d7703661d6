/** The most characters of one trial's output that are kept. */
export const longestOutput: number = 64 * 1024;

/** Keeps the end of an output in bounded memory. */
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

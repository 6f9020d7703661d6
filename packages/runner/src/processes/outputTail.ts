/** The most that is kept of what one trial printed, in characters. */
export const longestOutput: number = 64 * 1024;

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

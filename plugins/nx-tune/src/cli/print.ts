/** Writes text to the terminal, or wherever the output goes. */
export const print = (text: string): void => void process.stdout.write(text);

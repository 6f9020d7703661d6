/** Runs a reader. A value nested a hundred thousand times is a broken file, and no reason to crash. */
export function unlessTooDeep<T>(read: () => T): T | { readonly problem: string } {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return { problem: 'it is nested too deeply' };
    throw error;
  }
}

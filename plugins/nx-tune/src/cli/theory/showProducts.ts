import { complain } from '../../escape/complain.js';

/** Writes on one line of a terminal how many products there are so far, and takes it away at the end. In a file or in CI, it writes nothing. */
export function showProducts({ isTTY }: { readonly isTTY?: boolean } = process.stderr): {
  readonly show: (products: number) => void;
  readonly clear: () => void;
} {
  let shown = 0;
  const clear = (): void => {
    if (shown > 0) process.stderr.write(`\r${' '.repeat(shown)}\r`);
    shown = 0;
  };
  const show = (products: number): void => {
    if (isTTY !== true) return;
    clear();
    const text = `${products} products of the Hessian with vectors ...`;
    complain(text);
    shown = text.length;
  };
  return { show, clear };
}

import { clearLine, cursorTo } from 'node:readline';

import { complain } from '../../escape/complain.js';

/** Writes on one line of a terminal how many products there are so far, and takes it away at the end. In a file or in CI, it writes nothing. */
export function showProducts({ isTTY }: { readonly isTTY?: boolean } = process.stderr): {
  readonly show: (products: number) => void;
  readonly clear: () => void;
} {
  let isShown = false;
  const clear = (): void => {
    if (!isShown) return;
    cursorTo(process.stderr, 0);
    clearLine(process.stderr, 1);
    isShown = false;
  };
  const show = (products: number): void => {
    if (isTTY !== true) return;
    clear();
    complain(`${products} products of the Hessian with vectors ...`);
    isShown = true;
  };
  return { show, clear };
}

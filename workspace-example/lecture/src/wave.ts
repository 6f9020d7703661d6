/** A function of one variable with two valleys in [0, 1.5]; the deeper one is at 0.396, with y = -1.289. */
export default function wave({ x }: { readonly x: number }): { readonly y: number } {
  return { y: Math.cos(8 * x) - 0.3 + (x - 0.5) ** 2 };
}

type Operator = (a: number, b: number) => number;

/** The operators that may be between two numbers. */
export const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['/', (a, b) => a / b],
  ['%', (a, b) => a % b],
  ['**', power],
]);

/** The last bit of a power is not the same in every V8, and trials are named by their params. */
function power(a: number, b: number): number {
  const exact = a ** b;
  return Number.isSafeInteger(exact) ? exact : Number(exact.toPrecision(15));
}

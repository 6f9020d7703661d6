import type { parse as Parse } from '@babel/parser';
import type { Program } from '@babel/types';

/**
 * The syntax tree of a TypeScript module. The parser is a JavaScript one, since native ones die of deep nesting, and is
 * loaded late, since every command of Nx would wait for it. Throws `SyntaxError` and, for deep nesting, `RangeError`.
 */
export function parseProgram(text: string): Program {
  // oxlint-disable-next-line typescript/no-require-imports, no-restricted-globals
  const { parse } = require('@babel/parser') as { readonly parse: typeof Parse };
  return parse(text, { sourceType: 'module', plugins: ['typescript'], attachComment: false }).program;
}

import { commandsOf } from './commandsOf.js';
import { unknownInNx } from './unknownInNx.js';
import { unknownInVerb } from './unknownInVerb.js';
import type { Targets } from './targetsOf.js';

/**
 * Returns the first verb, project, target, generator, option or choice in a script that does not exist, or undefined. It asks
 * what parses them (commander's program, JSON schemas, Nx's own options) and starts no process.
 */
export function unknownWords(script: string, targets: Targets): string | undefined {
  for (const [tool, ...words] of commandsOf(script)) {
    const end = words.indexOf('--');
    const own = end < 0 ? words : words.slice(0, end);
    const problem = tool === 'nx-tune' ? unknownInVerb(own) : unknownInNx(own, targets);
    if (problem !== undefined) return `${problem}: npx ${[tool, ...words].join(' ')}`;
  }
  return undefined;
}

import { join } from 'node:path';

import { readTicket } from './promotionTicket.js';

/**
 * Returns whether races let a trial run: one of them is enough. Or the absolute path of a ticket that should say so and does not.
 */
export function readGates(
  tuneDir: string,
  gates: readonly string[] | undefined,
): 'open' | 'closed' | { readonly unread: string } {
  if (gates === undefined) return 'open';
  const tickets = gates.map((gate) => readTicket(join(tuneDir, gate)));
  const unread = tickets.indexOf(undefined);
  if (unread >= 0) return { unread: join(tuneDir, gates[unread] ?? '') };
  return tickets.every((ticket) => ticket === null) ? 'closed' : 'open';
}

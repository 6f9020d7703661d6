import type { Json } from '@nx-tune/search';
import type { Outcome } from '@nx-tune/sweep';

/** Details of an outcome, where a format keeps them. */
interface Details {
  readonly step?: Json | undefined;
  readonly reason?: Json | undefined;
}

/** The outcome that an export of ours wrote down; undefined for any other text, and for a crash, which is not a result. */
export function namedOutcome(name: Json | undefined, { step, reason }: Details = {}): Outcome | undefined {
  const at = typeof step === 'number' && Number.isInteger(step) ? step : undefined;
  switch (name) {
    case 'completed':
      return at === undefined ? { kind: 'completed' } : { kind: 'completed', step: at };
    case 'diverged':
      return { kind: 'diverged' };
    case 'infeasible':
      return { kind: 'infeasible', reason: typeof reason === 'string' ? reason : '' };
    case 'stopped':
      return { kind: 'stopped', step: at ?? 0 };
    default:
      return undefined;
  }
}

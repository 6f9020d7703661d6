import type { Outcome } from '@nx-tune/search';

import type { RankedTrial } from '../rankTrials.js';
import { markup, type Markup } from './markup.js';

/** The trials that did not complete and can say why; folded, since there may be many. None if there are none. */
export function renderIncomplete(ranked: readonly RankedTrial[]): Markup | undefined {
  const told = ranked.flatMap(({ number, result }) => {
    const why = reason(result.outcome);
    return why === ''
      ? []
      : [markup`<dt>${number}: <code>${result.id}</code>, ${result.outcome.kind}</dt><dd><pre>${why}</pre></dd>`];
  });
  if (told.length === 0) return undefined;
  return markup`<details><summary>Errors and reasons (${told.length})</summary><dl>${told}</dl></details>`;
}

const mostLines = 4;

function reason(outcome: Outcome): string {
  if (outcome.kind === 'failed') return outcome.error.split('\n').slice(0, mostLines).join('\n');
  if (outcome.kind === 'infeasible') return outcome.reason;
  return outcome.kind === 'stopped' ? `at step ${outcome.step}` : '';
}

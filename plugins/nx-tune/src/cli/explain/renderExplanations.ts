import { escapeControl } from '@nx-tune/report';

import { renderChange } from '../../snapshots/renderChange.js';
import type { Explanation } from './explainTrial.js';

/** Renders explanations for a reader. Trials that run for the same reason are listed together. Ends with a line break. */
export function renderExplanations(explanations: readonly Explanation[]): string {
  const groups = new Map<string, Explanation[]>();
  for (const explanation of explanations) {
    const why = renderReason(explanation);
    const alike = groups.get(why) ?? [];
    alike.push(explanation);
    groups.set(why, alike);
  }
  return [...groups].map(([why, alike]) => `${renderNames(alike)}\n${why}`).join('\n');
}

/** Most names that are listed; the others are counted. */
const mostNames = 12;

function renderNames(alike: readonly Explanation[]): string {
  const names = alike.slice(0, mostNames).map(({ name }) => escapeControl(name));
  const more = alike.length > mostNames ? [`and ${alike.length - mostNames} more`] : [];
  return [...names, ...more].join('\n');
}

function renderReason({ reason, changes, since, computedAt }: Explanation): string {
  const when = computedAt === undefined ? '' : ` of ${computedAt.slice(0, 19).replace('T', ' ')} UTC`;
  const lines = changes.map((change) => `    ${renderChange(change)}\n`).join('');
  switch (reason) {
    case 'cached':
      return `  will not run: Nx's cache has its result\n`;
    case 'changed':
      return `  will run: since its result${when}, this has changed\n${lines}`;
    case 'new':
      return since === undefined
        ? '  will run: neither it nor any other trial of the project has a known result\n'
        : `  will run: it has no known result; the closest trial that has one is ${since}, which differs in\n${lines}`;
    case 'crashed':
      return `  will run: it crashed when it last ran, and a crash is not cached\n`;
    case 'waiting':
      return `  known, but may not be wanted: it is proposed or chosen again when trials that run have other results\n`;
    case 'not cached':
      return `  will run: nothing is known to have changed since its result${when}, but it is not in Nx's cache on this machine; a remote cache may have it\n`;
  }
}

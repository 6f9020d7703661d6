import { escapeControl } from '@nx-tune/report';

import type { Change } from '../../snapshots/compareSnapshots.js';
import type { Explanation } from './explainTrial.js';

/** Renders explanations for a reader. Trials that run for the same reason are listed together. Ends with a line break. */
export function renderExplanations(explanations: readonly Explanation[]): string {
  const groups = new Map<string, Explanation[]>();
  for (const explanation of explanations) {
    const why = renderReason(explanation);
    groups.set(why, [...(groups.get(why) ?? []), explanation]);
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
    case 'not cached':
      return `  will run: nothing is known to have changed since its result${when}, but it is not in Nx's cache on this machine; a remote cache may have it\n`;
  }
}

function renderChange({ kind, name, before, after, isDigest = false }: Change): string {
  const subject = escapeControl(`${kind} ${name}`);
  if (before === undefined && after === undefined) return subject;
  if (before === undefined) return isDigest ? `${subject}: added` : `${subject}: none → ${show(after)}`;
  if (after === undefined) return isDigest ? `${subject}: removed` : `${subject}: ${show(before)} → none`;
  return isDigest ? `${subject}: changed` : `${subject}: ${show(before)} → ${show(after)}`;
}

/** Shows a value. Of values that look like secrets only a digest is known. */
function show(value = ''): string {
  const short = value.length > 60 ? `${value.slice(0, 59)}…` : value;
  return value.startsWith('secret ') ? '(not shown)' : escapeControl(short === '' ? '(empty)' : short);
}

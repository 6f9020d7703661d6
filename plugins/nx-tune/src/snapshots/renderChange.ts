import { escapeControl } from '@nx-tune/report/text';

import type { Change } from './compareSnapshots.js';

/** Renders a difference between two snapshots as one line. */
export function renderChange({ kind, name, before, after, isDigest = false }: Change): string {
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

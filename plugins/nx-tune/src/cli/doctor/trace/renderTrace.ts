import { escapeLines } from '@nx-tune/report';
import { inputsText } from '@nx-tune/sweep';

import type { TracedSweep } from './traceSweep.js';

/** Says what a traced trial read that is not declared, as it is written under `inputs`. */
export function renderTrace({ file, trial, outcome, inputs }: TracedSweep): string {
  const ended =
    outcome.kind === 'failed' ? `failed: ${escapeLines(outcome.error).replaceAll('\n', '\n  ')}` : outcome.kind;
  const lines = inputs.map(({ input, isIgnored }) => (isIgnored ? { input, remark: 'ignored by git' } : { input }));
  return [
    `Trial ${trial} under strace: ${ended}`,
    ...(inputs.length === 0
      ? [`Everything that it read is declared in ${file}, or is found by nx-tune.`]
      : [`It read what is not declared in ${file}:`, escapeLines(inputsText(file, lines))]),
    '',
  ].join('\n');
}

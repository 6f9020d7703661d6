import { escapeControl, wrap } from '@nx-tune/report';

import type { DoctorFinding } from './finding.js';

/** Renders findings for the terminal. */
export function renderFindings(findings: readonly DoctorFinding[], width: number): string {
  if (findings.length === 0) return 'No problems found.\n';
  const blocks = findings.map(({ severity, what, why, remedy }) =>
    [`${severity}: ${what}`, `  ${why}`, `  ${remedy}`].flatMap((text) => lines(escapeControl(text), width)),
  );
  return `${[...blocks, [summary(findings)]].map((block) => block.join('\n')).join('\n\n')}\n`;
}

/** Further lines are indented as the first one is. */
function lines(text: string, width: number): string[] {
  const indent = text.startsWith('  ') ? '  ' : '';
  return wrap(text.trimStart(), width - indent.length).map((line) => `${indent}${line}`);
}

const summary = (findings: readonly DoctorFinding[]): string =>
  (['error', 'warning', 'note'] as const)
    .map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity}${count === 1 ? '' : 's'}`)
    .join(', ');

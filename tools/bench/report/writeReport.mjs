import { writeFileSync } from 'node:fs';

import { table } from '../search/format.mjs';
import { describeMachine } from './machine.mjs';

/**
 * Prints what was measured as Markdown, and writes it as JSON to a file, if one is given. A section is a table with notes below it; its
 * rows are written to the table as they are, and `data` is what programs read.
 */
export function writeReport({ title, sections, data }, file) {
  const machine = describeMachine();
  const { cores, cpu, memoryGb, platform, node } = machine;
  const parts = [
    `## ${title}\n`,
    `${cores} cores, ${cpu}, ${memoryGb} GB, ${platform}, Node ${node}.\n`,
    ...sections.map(({ head, rows, notes = [] }) =>
      [table(head, rows), ...notes.map((note) => `${note}\n`)].join('\n'),
    ),
  ];
  process.stdout.write(parts.join('\n'));
  if (file !== undefined) writeFileSync(file, `${JSON.stringify({ machine, ...data }, null, 2)}\n`);
}

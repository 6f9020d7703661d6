import type { CsvDialect } from '../model/csvDialect.js';
import { namedOutcome } from '../model/namedOutcome.js';
import { completed, isOnOneCase, notAResult } from '../model/resultsTable.js';
import {
  baselineColumn,
  caseTitle,
  frontColumn,
  replicateTitle,
  trialColumns,
  violatesColumn,
} from './trialColumns.js';

/** Columns that are neither params nor metrics. */
const facts: readonly string[] = [
  ...trialColumns,
  caseTitle,
  replicateTitle,
  baselineColumn,
  frontColumn,
  violatesColumn,
];

/** The table that `renderTrialsCsv` writes. */
export const nxTuneCsv: CsvDialect = {
  tool: 'csv',
  kind: 'nx-tune-csv',
  more: { isOurs: true },
  recognises: (header) => trialColumns.every((name, index) => header[index] === name),
  column: (name) => {
    if (facts.includes(name)) return { plain: name, holds: 'neither' };
    const prefixed = /^(params|metrics)\.(.+)$/.exec(name);
    return prefixed === null
      ? { plain: name, holds: 'either' }
      : { plain: prefixed[2] ?? '', holds: prefixed[1] === 'params' ? 'params' : 'metrics' };
  },
  end: (cell) => {
    if (cell(caseTitle) !== '') return notAResult(isOnOneCase);
    // Whether it violates rules is for the sweep to say that reads it.
    if (cell(violatesColumn) !== '') return completed;
    return namedOutcome(cell('outcome')) ?? notAResult(`its outcome is ${cell('outcome') || 'missing'}`);
  },
};

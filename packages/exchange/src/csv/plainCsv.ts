import type { CsvDialect } from '../model/csvDialect.js';
import { completed } from '../model/resultsTable.js';

/** A table of any other tool: every row is a result. */
export const plainCsv: CsvDialect = {
  tool: 'csv',
  kind: 'csv',
  recognises: () => true,
  column: (name) => ({ plain: name, holds: 'either' }),
  end: () => completed,
};

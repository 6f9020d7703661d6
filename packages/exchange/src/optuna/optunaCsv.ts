import type { CsvDialect } from '../model/csvDialect.js';
import { completed, notAResult } from '../model/resultsTable.js';
import { attributeColumn, keptAttributes, outcomeOfAttributes } from './keptAttributes.js';

/** The table that `study.trials_dataframe().to_csv()` writes. */
export const optunaCsv: CsvDialect = {
  tool: 'optuna',
  kind: 'optuna-csv',
  recognises: (header) => header.includes('state') && header.some((name) => name.startsWith('params_')),
  column: (name, header) => {
    if (name.startsWith('params_')) return { plain: name.slice(7), holds: 'params', isParameter: true };
    if (name.startsWith(attributePrefix)) return attributeColumn(name.slice(attributePrefix.length));
    if (!isValue(name)) return { plain: name, holds: 'neither' };
    const isOnly = header.filter(isValue).length === 1;
    return { plain: name.replace(/^values?_/, ''), holds: 'metrics', ...(isOnly ? { isObjective: true } : {}) };
  },
  end: (cell) => {
    // The table has the details of an outcome as well, but they do not matter to whoever learns from it.
    const outcome = outcomeOfAttributes((key) =>
      key === keptAttributes.outcome || key === keptAttributes.case || key === keptAttributes.violates
        ? cell(`${attributePrefix}${key}`)
        : undefined,
    );
    if (outcome !== undefined) return outcome;
    // Until version 2.10 the table had the name of the enumeration, too.
    const state = cell('state').replace(/^TrialState\./, '');
    if (state === 'COMPLETE') return completed;
    return state === 'PRUNED' ? { kind: 'stopped', step: 0 } : notAResult(`its state is ${state || 'missing'}`);
  },
};

const attributePrefix = 'user_attrs_';
const isValue = (name: string): boolean => name === 'value' || /^values?_/.test(name);

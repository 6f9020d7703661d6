import type { CsvDialect } from '../model/csvDialect.js';
import { completed, notAResult } from '../model/resultsTable.js';

/** The table of runs that the web page of W&B exports. */
export const wandbCsv: CsvDialect = {
  tool: 'wandb',
  kind: 'wandb-csv',
  recognises: (header) => header.includes('Name') && header.includes('State'),
  column: (name) => {
    if (runFacts.test(name)) return { plain: name, holds: 'neither' };
    const prefixed = /^(config|summary)[./](.+)$/.exec(name);
    if (prefixed === null) return { plain: name, holds: 'either' };
    return { plain: prefixed[2] ?? '', holds: prefixed[1] === 'config' ? 'params' : 'metrics' };
  },
  end: (cell) =>
    cell('State').toLowerCase() === 'finished' ? completed : notAResult(`its state is ${cell('State') || 'missing'}`),
};

const runFacts =
  /^(Name|State|Notes|User|Tags|Created|Updated|Runtime|Sweep|ID|Agent|Group|Job Type|Host.*|GPU.*|CPU.*|OS|Python.*|Git.*|Commit|Command|Start.*|End.*|Project|_.*)$/;

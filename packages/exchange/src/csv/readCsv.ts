import type { Outcome } from '@nx-tune/sweep';

import { completed, type Foreign, type ForeignColumn, type ForeignRow, none, type ReadForeign } from '../foreign.js';
import { type CsvRow, csvRows } from './csvRows.js';

/** Which tool's tables are looked for; undefined for any. */
export type CsvKind = 'csv' | 'optuna' | 'wandb' | undefined;

/** A table of any tool: its header tells whose it is. */
export function readCsv(text: string, wanted: CsvKind): ReadForeign {
  const read = csvRows(text);
  if ('problem' in read) return read;
  const { header, rows } = read;
  const dialect = dialects.find((one) => (wanted === undefined || one.tool === wanted) && one.isOf(header));
  if (dialect === undefined) return { problem: missing[wanted ?? 'csv'] };
  const columns = header.flatMap((name) => (name === '' ? [] : [{ name, ...dialect.column(name, header) }]));
  return {
    table: { kind: dialect.kind, columns, rows: rows.map((row) => rowOf(dialect, header, row)), ...dialect.more },
  };
}

const missing: Readonly<Record<'csv' | 'optuna' | 'wandb', string>> = {
  csv: 'it is no table',
  optuna:
    'line 1: a table of Optuna has a column "state" and columns "params_...", as study.trials_dataframe() makes them',
  wandb: 'line 1: a table of W&B has the columns "Name" and "State"',
};

interface Dialect {
  readonly tool: 'csv' | 'optuna' | 'wandb';
  readonly kind: string;
  readonly more?: Partial<Foreign>;
  isOf(header: readonly string[]): boolean;
  column(name: string, header: readonly string[]): Omit<ForeignColumn, 'name'>;
  end(cell: (name: string) => string): ForeignRow['end'];
}

const own = ['rank', 'number', 'id', 'outcome', 'seed'];
const plainly = (plain: string, holds: ForeignColumn['holds']): Omit<ForeignColumn, 'name'> => ({ plain, holds });

/** What `nx-tune export` and `nx-tune trials --format csv` write. */
const nxTune: Dialect = {
  tool: 'csv',
  kind: 'nx-tune-csv',
  more: { isOurs: true },
  isOf: (header) => own.every((name, index) => header[index] === name),
  column: (name) => {
    if (own.includes(name)) return plainly(name, 'neither');
    const prefixed = /^(params|metrics)\.(.+)$/.exec(name);
    return prefixed === null
      ? plainly(name, 'either')
      : plainly(prefixed[2] ?? '', prefixed[1] === 'params' ? 'params' : 'metrics');
  },
  end: (cell) => ends[cell('outcome')] ?? none(`its outcome is ${cell('outcome') || 'not said'}`),
};

/** Tables do not say why and when: that is no matter to who learns. */
const ends: Readonly<Record<string, Outcome | undefined>> = {
  completed: { kind: 'completed' },
  diverged: { kind: 'diverged' },
  infeasible: { kind: 'infeasible', reason: '' },
  stopped: { kind: 'stopped', step: 0 },
};

/** `study.trials_dataframe().to_csv()` */
const optuna: Dialect = {
  tool: 'optuna',
  kind: 'optuna-csv',
  isOf: (header) => header.includes('state') && header.some((name) => name.startsWith('params_')),
  column: (name, header) => {
    if (name.startsWith('params_')) return { ...plainly(name.slice(7), 'params'), isParameter: true };
    if (name.startsWith('user_attrs_metrics.')) return plainly(name.slice(19), 'metrics');
    if (name.startsWith('user_attrs_budget.')) return plainly(name.slice(18), 'either');
    const isValue = name === 'value' || name.startsWith('values_');
    const isOnly = header.filter((other) => other === 'value' || other.startsWith('values_')).length === 1;
    if (isValue)
      return { ...plainly(name.replace('values_', ''), 'metrics'), ...(isOnly ? { isObjective: true } : {}) };
    return plainly(name, 'neither');
  },
  end: (cell) => {
    const said = ends[cell('user_attrs_nx_tune:outcome')];
    if (said !== undefined) return said;
    if (cell('state') === 'COMPLETE') return completed;
    return cell('state') === 'PRUNED'
      ? { kind: 'stopped', step: 0 }
      : none(`its state is ${cell('state') || 'not said'}`);
  },
};

const wandbFacts =
  /^(Name|State|Notes|User|Tags|Created|Updated|Runtime|Sweep|ID|Agent|Group|Job Type|Host.*|GPU.*|CPU.*|OS|Python.*|Git.*|Commit|Command|Start.*|End.*|Project|_.*)$/;

/** What the table of runs in the web page of W&B exports. */
const wandb: Dialect = {
  tool: 'wandb',
  kind: 'wandb-csv',
  isOf: (header) => header.includes('Name') && header.includes('State'),
  column: (name) => {
    if (wandbFacts.test(name)) return plainly(name, 'neither');
    const prefixed = /^(config|summary)[./](.+)$/.exec(name);
    if (prefixed === null) return plainly(name, 'either');
    return plainly(prefixed[2] ?? '', prefixed[1] === 'config' ? 'params' : 'metrics');
  },
  end: (cell) =>
    cell('State').toLowerCase() === 'finished' ? completed : none(`its state is ${cell('State') || 'not said'}`),
};

/** Any other table: all rows are results. */
const any: Dialect = {
  tool: 'csv',
  kind: 'csv',
  isOf: () => true,
  column: (name) => plainly(name, 'either'),
  end: () => completed,
};

const dialects: readonly Dialect[] = [nxTune, optuna, wandb, any];

function rowOf(dialect: Dialect, header: readonly string[], { line, values }: CsvRow): ForeignRow {
  const cells = new Map<string, string>(
    header.flatMap((name, index) => (name === '' || (values[index] ?? '') === '' ? [] : [[name, values[index] ?? '']])),
  );
  const cell = (name: string): string => cells.get(name) ?? '';
  return { where: `line ${line}`, cells, end: dialect.end(cell) };
}

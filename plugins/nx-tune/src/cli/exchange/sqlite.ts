import type { SqlQuery, OptunaDatabase } from '@nx-tune/exchange';
import type { Database, SqlJsStatic } from 'sql.js';

import { Mistake } from '../../mistake.js';

/** The bytes of a database with these tables. The same tables and version of sql.js give the same bytes. */
export async function sqliteBytes({ schema, rows }: OptunaDatabase): Promise<Uint8Array> {
  const { Database } = await load();
  const database = new Database();
  try {
    for (const statement of schema) database.run(statement);
    database.run('BEGIN');
    for (const { table, rows: all } of rows)
      for (const row of all) database.run(`INSERT INTO ${table} VALUES (${row.map(() => '?').join(', ')})`, [...row]);
    database.run('COMMIT');
    return database.export();
  } finally {
    database.close();
  }
}

/** Reads a database. If it is damaged, or is not a database, `read` throws. */
export async function withSqlite<T>(bytes: Uint8Array, read: (query: SqlQuery) => T): Promise<T> {
  const { Database } = await load();
  const database = new Database(bytes);
  try {
    return read((sql) => rowsOf(database, sql));
  } finally {
    database.close();
  }
}

function rowsOf(database: Database, sql: string): ReturnType<SqlQuery> {
  const statement = database.prepare(sql);
  const rows: ReturnType<SqlQuery>[number][] = [];
  while (statement.step()) rows.push(statement.getAsObject());
  statement.free();
  return rows;
}

/** Loads SQLite as WebAssembly. The package has 30 MB, so it is optional; Node has no SQLite of its own before 22.5. */
function load(): Promise<SqlJsStatic> {
  return (loading ??= importSqlJs());
}

let loading: Promise<SqlJsStatic> | undefined;

async function importSqlJs(): Promise<SqlJsStatic> {
  try {
    return await (await import('sql.js')).default();
  } catch {
    throw new Mistake('SQLite files need the package sql.js, which is not installed: npm install --save-dev sql.js');
  }
}

/** Runs a query, and returns its rows by column. */
export type SqlQuery = (sql: string) => readonly { readonly [column: string]: unknown }[];

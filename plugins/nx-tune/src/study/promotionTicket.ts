import type { JsonObject } from '@nx-tune/search';

/** What lets a trial go on: which one it continues, from which params and artifacts. */
export interface PromotionTicket {
  readonly schemaVersion: 1;
  readonly continues: string;
  readonly params: JsonObject;
  /** Folder of the trial that is continued, relative to the project's `.tune`. */
  readonly folder: string;
  /** Of its artifacts. */
  readonly digest: string;
}

import type { JsonObject } from '@nx-tune/search';

import { readText } from './readText.js';

/** The ticket with which a trial may continue another: it names that trial, its params and its artifacts. */
export interface PromotionTicket {
  readonly schemaVersion: 1;
  /** Id of the trial that is continued. */
  readonly continues: string;
  readonly params: JsonObject;
  /** Folder of the trial that is continued, relative to the project's `.tune`. */
  readonly folder: string;
  /** Digest of the artifacts of the trial that is continued. */
  readonly digest: string;
}

/** What stands in the place of the ticket of a trial that is not promoted. */
export const noTicketText = 'null\n';

/** Reads a ticket that a `promote` task wrote; undefined if the trial was not promoted. */
export function readTicket(file: string): PromotionTicket | undefined {
  const text = readText(file);
  return text === undefined || text === noTicketText ? undefined : (JSON.parse(text) as PromotionTicket);
}

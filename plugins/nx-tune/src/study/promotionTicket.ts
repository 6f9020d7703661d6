import { canonicalJsonText, type JsonObject } from '@nx-tune/search';

import { readText } from './readText.js';

/** The ticket with which a trial may run. */
export type PromotionTicket = ContinuingTicket | TopTicket;

/** The ticket of a trial whose configuration is among the best: nothing but the params, so that nothing else is in its hash. */
export interface TopTicket {
  readonly schemaVersion: 1;
  readonly continues?: undefined;
  readonly params: JsonObject;
}

/** The ticket with which a trial may continue another: it names that trial, its params and its artifacts. */
export interface ContinuingTicket {
  readonly schemaVersion: 1;
  /** Id of the trial that is continued. */
  readonly continues: string;
  readonly params: JsonObject;
  /** Folder of the trial that is continued, relative to the project's `.tune`. */
  readonly folder: string;
  /** Digest of the artifacts of the trial that is continued. */
  readonly digest: string;
}

/** The text of a ticket; null means that of a trial that is not promoted. */
export const formatTicket = (ticket: PromotionTicket | null | undefined): string => canonicalJsonText(ticket ?? null);

/** Reads a ticket that a `promote` task wrote; null if the trial was not promoted, undefined if nothing is known. */
export function readTicket(file: string): PromotionTicket | null | undefined {
  const text = readText(file);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as PromotionTicket | null;
  } catch {
    return undefined;
  }
}

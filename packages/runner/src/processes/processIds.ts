import { readdirSync } from 'node:fs';

/** The ids of all processes that this one sees; empty where the system does not show them as files. */
export function processIds(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

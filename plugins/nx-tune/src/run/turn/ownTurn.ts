import { turnVariable } from '../../constants.js';
import { runsFolder } from './runsFolder.js';

/** The registration of this run. */
export interface OwnTurn {
  readonly folder: string;
  readonly number: number;
  readonly id: string;
}

/** Finds the registration of this run; undefined if it has none. */
export function ownTurn(workspaceRoot: string): OwnTurn | undefined {
  const [, number, id] = /^(\d+):(.+)$/.exec(process.env[turnVariable] ?? '') ?? [];
  return number === undefined || id === undefined
    ? undefined
    : { folder: runsFolder(workspaceRoot), number: Number(number), id };
}

/** The value of the variable that passes a registration to tasks. */
export const turnText = ({ number, id }: Pick<OwnTurn, 'number' | 'id'>): string => `${number}:${id}`;

/** Says why this run could not register, or returns undefined. */
export function turnProblem(): string | undefined {
  const text = process.env[turnVariable] ?? '';
  return text.startsWith('-') ? text.slice(1) : undefined;
}

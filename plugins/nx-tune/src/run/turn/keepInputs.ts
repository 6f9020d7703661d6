import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { inputsFile } from '../../constants.js';
import { readText } from '../../study/readText.js';
import { asFarAsPossible } from './asFarAsPossible.js';
import type { OwnTurn } from './ownTurn.js';
import { keptText, keepText } from './registry.js';
import { writeDerived } from '../../study/writeDerived.js';

/**
 * Keeps what an `inputs` task wrote down as long as the run goes on, and writes it again if somebody has removed `.tune`
 * meanwhile: nothing that is computed without it can be cached.
 */
export function keepInputs({ folder, number }: OwnTurn, workspaceRoot: string, inputs: string): void {
  asFarAsPossible(() => {
    const file = join(workspaceRoot, inputs, inputsFile);
    const [present, kept] = [readText(file), keptText(folder, number, inputs)];
    if (present !== undefined && kept === undefined) keepText(folder, number, inputs, present);
    if (present !== undefined || kept === undefined) return;
    mkdirSync(dirname(file), { recursive: true });
    writeDerived(file, kept);
  });
}

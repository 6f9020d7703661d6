import type { Command } from 'commander';

import { Mistake } from '../../mistake.js';
import { trialWords } from '../arguments/resolveTrial.js';
import { resolveSweepOfWords } from '../arguments/resolveSweep.js';
import { addSweepVerb, type SweepVerbOptions } from '../arguments/addVerb.js';
import { print } from '../print.js';

export function addExplain(program: Command, workspaceRoot: string): void {
  addSweepVerb(program, 'explain', {
    words: '[trial]',
    description: 'says which trials will run and which will not, and why',
    examples: ['explain digits', 'explain digits 4f2a'],
  })
    .argument('[words...]', `the project, and a trial: ${trialWords}; all trials if it is left out`)
    .action(async (words: string[], { sweep, json = false }: SweepVerbOptions) => {
      const { found, words: trials } = await resolveSweepOfWords(workspaceRoot, words, sweep, { most: 1 });
      const [trial, other] = trials;
      if (other !== undefined)
        throw new Mistake(`"${trial}" and "${other}": "explain" takes one trial, or none for all trials.`);
      const { explainSweep } = await import('../explain/explainSweep.js');
      print(await explainSweep(workspaceRoot, found, trial, json));
    });
}

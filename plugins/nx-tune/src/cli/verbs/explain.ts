import type { Command } from 'commander';

import { Mistake } from '../../mistake.js';
import { trialWords } from '../arguments/chooseTrial.js';
import { findSweepOfWords } from '../arguments/findSweepOfWords.js';
import { addSweepVerb, type SweepVerbOptions } from '../arguments/sweepVerb.js';
import { print } from '../print.js';

export function addExplain(program: Command): void {
  addSweepVerb(program, 'explain', {
    words: '[trial]',
    description: 'says which trials will run and which will not, and why',
    examples: ['explain digits', 'explain digits 4f2a'],
  })
    .argument('[words...]', `the project, and a trial: ${trialWords}; without it, all trials`)
    .action(async (words: string[], { sweep, json = false }: SweepVerbOptions) => {
      const { found, words: trials } = await findSweepOfWords(words, sweep, 1);
      const [trial, other] = trials;
      if (other !== undefined) throw new Mistake(`"${trial}" and "${other}": it explains one trial, or all.`);
      const { explainSweep } = await import('../explain/explainSweep.js');
      print(await explainSweep(found, trial, json));
    });
}

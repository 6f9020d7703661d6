import { renderSuggestions, terminalJson } from '@nx-tune/report';
import { resultFor, suggestNext, type Suggestions, withCost } from '@nx-tune/sweep';
import type { Command } from 'commander';

import { terminal } from '../../run/terminal.js';
import type { OpenSweep } from '../../study/openSweep.js';
import { readResults } from '../../study/readResults.js';
import { addSweepVerb, sourceOption, type SourceOptions, wholeNumber } from '../arguments/addVerb.js';
import { resolveSweep } from '../arguments/resolveSweep.js';
import { print } from '../print.js';

interface SuggestOptions extends SourceOptions {
  readonly count?: number;
}

export function addSuggest(program: Command, workspaceRoot: string): void {
  addSweepVerb(program, 'suggest', {
    description: 'shows what a sweep would try next, and why, and runs nothing',
    examples: ['suggest digits', 'suggest digits --sweep bayes --count 1 --json'],
  })
    .argument('[project]')
    .addOption(sourceOption())
    .option('--count <n>', 'how many points; with a method that learns, at most the next generation', wholeNumber)
    .action(async (project: string | undefined, { sweep, source, count, json = false }: SuggestOptions) => {
      const found = await resolveSweep(workspaceRoot, project, sweep);
      const { report, trials } = readResults(found, source);
      const results = new Map(
        report.trials.map(({ result, run }) => [
          result.id,
          withCost(found.sweep, resultFor(report.metric, result), run),
        ]),
      );
      const wanted = count ?? found.sweep.generation;
      const suggestions = suggestNext(found.sweep, trials, ({ id }) => results.get(id), wanted);
      print(json ? terminalJson(toJson(found, suggestions)) : renderSuggestions(report, suggestions, terminal()));
    });
}

const toJson = ({ project, name, sweep }: OpenSweep, suggestions: Suggestions): object => ({
  project,
  sweep: name,
  method: sweep.method,
  ...suggestions,
});

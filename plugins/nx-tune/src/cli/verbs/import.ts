import { type Command, InvalidArgumentError, Option } from 'commander';

import { Mistake } from '../../mistake.js';
import { locateSweep } from '../arguments/resolveSweep.js';
import { addSweepVerb, type SweepVerbOptions } from '../arguments/addVerb.js';
import type { ImportOptions } from '../exchange/importFile.js';

export function addImport(program: Command, workspaceRoot: string): void {
  addSweepVerb(program, 'import', {
    words: '<file>',
    description: 'imports results that were computed elsewhere, for a sweep to start from',
    examples: [
      'import digits trials.csv --map lr=stepSize --map error=validationError',
      'import digits study.log --from optuna --dry-run',
      'import digits runs.json --from wandb --name cluster',
    ],
  })
    .argument('[project]')
    .argument('[file]', 'a CSV file; a journal, database or table of Optuna; CSV or JSON of W&B')
    .addOption(
      new Option('--from <tool>', 'the tool that wrote the file, if the file does not show it').choices([
        'csv',
        'optuna',
        'wandb',
      ]),
    )
    .option(
      '--map <their=ours>',
      'the parameter or metric that a column holds; "their=" leaves the column out',
      renaming,
    )
    .option('--study <name>', 'the study to import, if an Optuna file holds several')
    .option('--name <name>', 'NAME of NAME.tune.known.json (default: the name of the file)')
    .option('--dry-run', 'print what would be imported, and write nothing')
    .action(
      async (first: string | undefined, second: string | undefined, options: ImportOptions & SweepVerbOptions) => {
        const [project, file] = second === undefined ? [undefined, first] : [first, second];
        if (file === undefined) throw new Mistake('Which file? nx-tune import digits results.csv');
        const location = await locateSweep(workspaceRoot, project, options.sweep);
        const { importFile } = await import('../exchange/importFile.js');
        await importFile(workspaceRoot, location, file, options);
      },
    );
}

function renaming(text: string, before: ImportOptions['map'] = []): NonNullable<ImportOptions['map']> {
  const at = text.lastIndexOf('=');
  if (at < 1) throw new InvalidArgumentError('It must be THEIRS=OURS.');
  return [...before, { theirs: text.slice(0, at), ours: text.slice(at + 1) }];
}

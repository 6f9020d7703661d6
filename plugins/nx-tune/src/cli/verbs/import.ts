import { type Command, InvalidArgumentError, Option } from 'commander';

import { Mistake } from '../../mistake.js';
import { findLocation } from '../arguments/findSweep.js';
import { addSweepVerb, type SweepVerbOptions } from '../arguments/sweepVerb.js';
import type { ImportOptions } from '../exchange/importFile.js';

export function addImport(program: Command): void {
  addSweepVerb(program, 'import', {
    words: '<file>',
    description: 'takes results that were computed elsewhere, for a sweep to start from',
    examples: [
      'import digits trials.csv --map lr=stepSize --map error=validationError',
      'import digits study.log --from optuna --dry-run',
      'import digits runs.json --from wandb --name cluster',
    ],
  })
    .argument('[project]')
    .argument('[file]', 'CSV; a journal, database or table of Optuna; a CSV or JSON of W&B')
    .addOption(
      new Option('--from <tool>', 'whose file it is, if that does not show').choices(['csv', 'optuna', 'wandb']),
    )
    .option('--map <their=ours>', 'which column is which parameter or metric; "their=" leaves one out', renaming)
    .option('--study <name>', 'of Optuna, where a file holds several')
    .option('--name <name>', 'of NAME.tune.known.json; else that of the file')
    .option('--dry-run', 'say what would be taken, and write nothing')
    .action(
      async (first: string | undefined, second: string | undefined, options: ImportOptions & SweepVerbOptions) => {
        const [project, file] = second === undefined ? [undefined, first] : [first, second];
        if (file === undefined) throw new Mistake('Which file? nx-tune import digits results.csv');
        const place = await findLocation(project, options.sweep);
        const { importFile } = await import('../exchange/importFile.js');
        await importFile(place, file, options);
      },
    );
}

function renaming(text: string, before: ImportOptions['map'] = []): NonNullable<ImportOptions['map']> {
  const at = text.lastIndexOf('=');
  if (at < 1) throw new InvalidArgumentError('It must be THEIRS=OURS.');
  return [...before, { theirs: text.slice(0, at), ours: text.slice(at + 1) }];
}

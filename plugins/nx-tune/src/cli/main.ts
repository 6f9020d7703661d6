// Most of what `@nx/devkit` itself loads is not needed: it takes as long as all the rest of a verb.
import { workspaceRoot } from 'nx/src/utils/workspace-root.js';

import { complain } from '../escape/complain.js';
import { Mistake } from '../mistake.js';
import { createProgram } from './program.js';

const program = createProgram(workspaceRoot);
if (process.argv.length <= 2) program.outputHelp();
else
  program.parseAsync().then(
    // The project graph may leave a connection to Nx's daemon open.
    () => process.exit(),
    (error: unknown) => {
      complain(`${error instanceof Mistake ? error.message : String(error)}\n`);
      process.exit(1);
    },
  );

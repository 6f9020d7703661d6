import { Mistake } from '../mistake.js';
import { createProgram } from './program.js';

const program = createProgram();
if (process.argv.length <= 2) program.outputHelp();
else
  program.parseAsync().then(
    // The project graph may leave a connection to Nx's daemon open.
    () => process.exit(),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Mistake ? error.message : String(error)}\n`);
      process.exit(1);
    },
  );

import { terminalJson } from '@nx-tune/report';
import { defined } from '@nx-tune/search';
import { type Command, Option } from 'commander';

import { terminal } from '../../run/terminal.js';
import type { SweepLocation } from '../../study/sweepLocation.js';
import { addVerb } from '../arguments/addVerb.js';
import { locateSweeps } from '../arguments/locateSweeps.js';
import { presentFolder, resolveProject } from '../arguments/resolveProject.js';
import { chooseSweep, ofProject } from '../arguments/resolveSweep.js';
import { diagnose } from '../doctor/checks.js';
import type { Facts } from '../doctor/facts.js';
import { type FixedInputs, fixInputs, renderFixed } from '../doctor/fixInputs.js';
import { gatherFacts } from '../doctor/gatherFacts.js';
import { renderFindings } from '../doctor/renderFindings.js';
import { renderTrace } from '../doctor/trace/renderTrace.js';
import { print } from '../print.js';

interface DoctorOptions {
  readonly sweep?: string;
  readonly trace?: boolean;
  readonly fix?: boolean;
  readonly json?: boolean;
}

export function addDoctor(program: Command, workspaceRoot: string): void {
  addVerb(program, 'doctor', {
    description: 'finds problems: what the cache cannot see, what is not committed, what does not run',
    examples: ['doctor', 'doctor digits', 'doctor digits --fix', 'doctor digits --trace'],
  })
    .usage('[project] [options]')
    .argument('[project]', 'all projects with a sweep if it is left out')
    .addOption(new Option('--sweep <name>', 'look at one sweep: NAME of NAME.tune.yaml or NAME.tune.config.ts'))
    .option('--fix', 'add files that trials have read to "inputs" of the sweep files; nothing else is changed')
    .option('--trace', 'run one trial of a sweep under strace, to find all files that it reads')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExits with 1 if there is an error; warnings and notes do not count. With --trace, it exits with 1 if the trial fails.',
    )
    .action((wanted: string | undefined, options: DoctorOptions) => doctor(workspaceRoot, wanted, options));
}

async function doctor(workspaceRoot: string, wanted: string | undefined, options: DoctorOptions): Promise<void> {
  const { sweep, trace = false, fix = false, json = false } = options;
  const locations = chosenSweeps(workspaceRoot, await locateSweeps(workspaceRoot), wanted, sweep, trace);
  if (trace) return traceOne(workspaceRoot, locations, options);
  const facts = gatherFacts(workspaceRoot, locations);
  const fixed = fix ? facts.sweeps.map((one) => fixInputs(workspaceRoot, one, one.undeclared.inputs)) : undefined;
  const findings = diagnose(withoutFixed(facts, fixed));
  if (json) print(terminalJson({ ...defined({ fixed }), findings }));
  else print(`${fixed === undefined ? '' : `${renderFixed(fixed)}\n`}${renderFindings(findings, terminal().width)}`);
  if (findings.some(({ severity }) => severity === 'error')) process.exitCode = 1;
}

/** All sweeps, those of a project, or one. A trace is of one sweep in any case. */
function chosenSweeps(
  workspaceRoot: string,
  all: readonly SweepLocation[],
  wanted: string | undefined,
  sweep: string | undefined,
  trace: boolean,
): readonly SweepLocation[] {
  if (wanted === undefined && sweep === undefined && !trace) return all;
  const project = resolveProject(all, wanted, wanted === undefined ? presentFolder(workspaceRoot) : '');
  const locations = ofProject(all, project);
  return sweep === undefined && !trace ? locations : [chooseSweep(locations, sweep)];
}

async function traceOne(
  workspaceRoot: string,
  [location]: readonly SweepLocation[],
  { fix = false, json = false }: DoctorOptions,
): Promise<void> {
  if (location === undefined) throw new Error('Internal error: a trace without a sweep');
  // Loaded late, since it builds the project graph.
  const { traceSweep } = await import('../doctor/trace/traceSweep.js');
  const traced = await traceSweep(workspaceRoot, location);
  const fixed = fix ? [fixInputs(workspaceRoot, traced, traced.inputs)] : undefined;
  print(
    json
      ? terminalJson({ traced, ...defined({ fixed }) })
      : `${renderTrace(traced)}${fixed === undefined ? '' : `\n${renderFixed(fixed)}`}`,
  );
  if (traced.outcome.kind === 'failed') process.exitCode = 1;
}

/** Removes findings about inputs that were added. */
function withoutFixed(facts: Facts, fixed: readonly FixedInputs[] | undefined): Facts {
  const isFixed = (file: string): boolean => fixed?.some((one) => one.file === file && one.added.length > 0) === true;
  return {
    ...facts,
    sweeps: facts.sweeps.map((sweep) =>
      isFixed(sweep.file) ? { ...sweep, undeclared: { ...sweep.undeclared, inputs: [] } } : sweep,
    ),
  };
}

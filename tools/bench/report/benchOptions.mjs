import { parseArgs } from 'node:util';

/**
 * The options of a benchmark; `defaults` are texts by name. Every benchmark has --json=FILE and --help, which prints how it is called and
 * ends the process.
 */
export function benchOptions(usage, defaults) {
  const named = Object.entries(defaults).map(([name, value]) => [name, { type: 'string', default: value }]);
  const { values } = parseArgs({
    options: { ...Object.fromEntries(named), json: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(usage);
    process.exit();
  }
  return values;
}

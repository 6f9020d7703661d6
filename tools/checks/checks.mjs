/**
 * Every check of the repository, in the order in which `npm test` runs them: cheap ones first, but for the build, which
 * others need. Each is an npm script, so that a red one is repeated with `npm run <script>`. A `jest` script counts
 * its own tests; any other counts as one.
 */
export const checks = [
  { name: 'build', script: 'build', kind: 'plain' },
  { name: 'types', script: 'typecheck', kind: 'plain' },
  { name: 'format', script: 'format:check', kind: 'plain' },
  { name: 'lint', script: 'lint', kind: 'plain' },
  { name: 'structure', script: 'structure', kind: 'plain' },
  { name: 'knip', script: 'knip', kind: 'plain' },
  { name: 'package', script: 'package:check', kind: 'plain' },
  { name: 'unit', script: 'test:unit', kind: 'jest' },
  { name: 'processes', script: 'test:processes', kind: 'jest' },
  { name: 'acceptance', script: 'test:acceptance', kind: 'jest' },
  { name: 'e2e', script: 'test:e2e', kind: 'jest' },
];

import { availableParallelism, cpus, totalmem } from 'node:os';

/** What figures were measured on. */
export const describeMachine = () => ({
  cores: availableParallelism(),
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  memoryGb: Math.round(totalmem() / 2 ** 30),
  platform: `${process.platform} ${process.arch}`,
  node: process.version,
});

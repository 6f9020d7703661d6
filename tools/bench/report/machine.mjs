import { availableParallelism, cpus, totalmem } from 'node:os';

/** Describes the machine on which figures were measured. */
export const describeMachine = () => ({
  cores: availableParallelism(),
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  memoryGb: Math.round(totalmem() / 2 ** 30),
  platform: `${process.platform} ${process.arch}`,
  node: process.version,
});

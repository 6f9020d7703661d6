import { measure } from './measure.mjs';

/** A process that measures one job after the other: processes, since only they know the CPU that they used. */
process.on('message', (job) => process.send(measure(job)));
process.on('disconnect', () => process.exit());

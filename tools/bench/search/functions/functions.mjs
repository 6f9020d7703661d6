import { ackley10 } from './ackley10.mjs';
import { branin } from './branin.mjs';
import { cond } from './cond.mjs';
import { hartmann6 } from './hartmann6.mjs';
import { rosen5 } from './rosen5.mjs';

/**
 * The functions on which samplers are compared: entries of a sweep file's `parameters`, the loss of params, and the smallest
 * loss.
 */
export const functions = { branin, hartmann6, rosen5, ackley10, cond };

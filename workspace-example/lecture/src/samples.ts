import { type Samples, sliceSamples } from '@example/maths';
import { loadDigits, loadTestDigits } from '@example/mnist';

/** How many images a model is trained on: a fifth, so that a trial takes a second. */
const trained = 10_000;

/** The images to train on. */
export const trainingDigits = (): Samples => sliceSamples(loadDigits().training, 0, trained);

/** 10,000 others, by which params are chosen. */
export const validationDigits = (): Samples => loadDigits().validation;

let test: Samples | undefined;

/** 10,000 more, by which nothing is chosen. */
export const testDigits = (): Samples => (test ??= loadTestDigits());

/** Passes over the training images in one trial, and again in the final training. */
export const epochs = 8;

/** An error of the user, reported as a message without a stack. */
export class Mistake extends Error {}

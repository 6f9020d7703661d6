/** A mistake of the user, to be told in one line. */
export class Mistake extends Error {}

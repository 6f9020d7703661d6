/** Ends a generator by a mistake of the user: Nx prints the message, and without a stack nothing else. */
export function refuse(message: string): never {
  throw Object.assign(new Error(message), { stack: '' });
}

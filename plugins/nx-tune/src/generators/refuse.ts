/** Ends a generator because of an error of the user: Nx prints the message, and nothing else, since there is no stack. */
export function refuse(message: string): never {
  throw Object.assign(new Error(message), { stack: '' });
}

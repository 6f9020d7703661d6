/** Ends a generator because of an error of the user: Nx prints the message, and nothing else, since there is no stack. */
export function refuse(message: string): never {
  throw Object.assign(new Error(message), { stack: '' });
}

/** Returns what was checked, or ends the generator because of the mistake in it. */
export function unwrap<T extends object>(checked: T): Exclude<T, { readonly mistake: string }> {
  return 'mistake' in checked ? refuse(String(checked.mistake)) : (checked as Exclude<T, { readonly mistake: string }>);
}

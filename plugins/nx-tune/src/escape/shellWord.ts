/**
 * The only way of a text into a command, be it run by a shell or shown to be copied: one word of a POSIX shell, which means the
 * text itself and nothing else. What is plain stays without quotes.
 */
export const shellWord = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : shellQuoted(text));

/** Quotes a text for scripts, where nobody has to read it. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

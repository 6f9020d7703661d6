/**
 * True if a JavaScript file is a program to run rather than a module with an objective: it has statements, and nothing in its
 * text could be a default export.
 */
export const isProgram = (text: string): boolean => text.trim() !== '' && !mayExportDefault.test(text);

const mayExportDefault = /\bexport\s+default\b|\bexport\s*\{[^}]*\bdefault\b|\bmodule\.exports\b|\bexports\.default\b/;

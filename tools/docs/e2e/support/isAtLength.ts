/** True if blocks that take long are run too, and packages are installed by npm: `npm run test:docs`. */
export const isAtLength: boolean = process.env['DOCS_ALL'] === 'true';

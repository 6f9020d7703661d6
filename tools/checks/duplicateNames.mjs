import ts from 'typescript';

/** Names by which Nx asks a plugin's `src/index.ts`, which may wrap a declaration of the same name. */
const nxContract = new Set([
  'createNodes',
  'createDependencies',
  'createMetadata',
  'preTasksExecution',
  'postTasksExecution',
]);

/**
 * Names that more than one of the given files declares and exports, types and values alike, as lines of text. A re-export
 * declares nothing, and a default export has no name.
 */
export function duplicateNames(files) {
  const paths = new Map();
  for (const { path, text } of files)
    for (const name of exportedNames(path, text)) paths.set(name, [...(paths.get(name) ?? []), path]);
  return [...paths]
    .filter(([, inFiles]) => inFiles.length > 1)
    .map(([name, inFiles]) => `${name} is exported by ${inFiles.toSorted().join(' and ')}`)
    .toSorted();
}

/** The names that a file both declares and exports, each once. */
function exportedNames(path, text) {
  const { statements } = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const listed = statements.flatMap(listedNames);
  const imported = new Set(statements.flatMap(importedNames));
  const names = [
    ...statements.flatMap(declaredNames),
    ...listed.filter(({ local }) => !imported.has(local)).map(({ name }) => name),
  ];
  const isContract = (name) => path.endsWith('src/index.ts') && nxContract.has(name);
  return new Set(names.filter((name) => name !== 'default' && !isContract(name)));
}

/** `export const a = 1, { b } = c`, `export function f`, `export type T`; not `export default`. */
function declaredNames(statement) {
  const kinds = new Set(statement.modifiers?.map(({ kind }) => kind));
  if (!kinds.has(ts.SyntaxKind.ExportKeyword) || kinds.has(ts.SyntaxKind.DefaultKeyword)) return [];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  return statement.name === undefined ? [] : [statement.name.text];
}

const boundNames = (name) =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (element.name === undefined ? [] : boundNames(element.name)));

/** `export { a, b as c }` of what the file itself declares or imports. */
function listedNames(statement) {
  if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier !== undefined) return [];
  return statement.exportClause.elements.map(({ name, propertyName = name }) => ({
    name: name.text,
    local: propertyName.text,
  }));
}

function importedNames(statement) {
  const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
  const bindings = clause?.namedBindings;
  const named = bindings === undefined ? [] : ts.isNamespaceImport(bindings) ? [bindings] : bindings.elements;
  return [...(clause?.name === undefined ? [] : [clause.name]), ...named.map(({ name }) => name)].map(
    ({ text }) => text,
  );
}

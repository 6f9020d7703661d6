import type { ExportDefaultDeclaration, Expression, ImportDeclaration, Program, Statement } from '@babel/types';

import type { Scope } from './evaluate.js';
import { Unreadable } from './unreadable.js';

/** The package whose `defineSweep` gives a sweep its type. */
const ownPackage = 'nx-tune';

/** Finds the default export of a sweep file, and the names that it may use. Throws `Unreadable` if it is not a sweep file. */
export function readModule({ body }: Program): { readonly sweep: Expression; readonly scope: Scope } {
  const constants = new Map<string, Expression>();
  const defineSweep = new Set<string>();
  const others = new Map<string, string>();
  const exported: ExportDefaultDeclaration['declaration'][] = [];
  for (const statement of body) {
    switch (statement.type) {
      case 'ImportDeclaration':
        readImport(statement, defineSweep, others);
        break;
      case 'VariableDeclaration':
        readVariables(statement, constants, others);
        break;
      case 'ExportDefaultDeclaration':
        exported.push(statement.declaration);
        break;
      case 'ExportNamedDeclaration':
        if (statement.declaration?.type === 'VariableDeclaration')
          readVariables(statement.declaration, constants, others);
        else if (statement.exportKind !== 'type') throw strange(statement);
        break;
      case 'TSTypeAliasDeclaration':
      case 'TSInterfaceDeclaration':
      case 'EmptyStatement':
        break;
      default:
        throw strange(statement);
    }
  }
  const [sweep] = exported;
  if (sweep === undefined)
    throw new Unreadable(
      0,
      'a sweep file must export its sweep as the default',
      'it has no default export',
      'End it with "export default defineSweep({ ... });".',
    );
  return { sweep: sweep as Expression, scope: { constants, defineSweep, others } };
}

function readImport(
  { source, specifiers }: ImportDeclaration,
  defineSweep: Set<string>,
  others: Map<string, string>,
): void {
  for (const specifier of specifiers) {
    const { name } = specifier.local;
    const imported = specifier.type === 'ImportSpecifier' ? specifier.imported : undefined;
    const isDefine = imported?.type === 'Identifier' && imported.name === 'defineSweep' && source.value === ownPackage;
    if (isDefine) defineSweep.add(name);
    else others.set(name, 'is imported');
  }
}

function readVariables(
  { kind, declarations }: Extract<Statement, { type: 'VariableDeclaration' }>,
  constants: Map<string, Expression>,
  others: Map<string, string>,
): void {
  for (const { id, init } of declarations) {
    if (id.type !== 'Identifier') continue;
    if (kind !== 'const') others.set(id.name, `is a "${kind}"`);
    else if (init !== null && init !== undefined) constants.set(id.name, init);
  }
}

const strange = ({ start }: Statement): Unreadable =>
  new Unreadable(
    start ?? 0,
    'the file is read but never run, so it may contain only imports, constants, types and "export default"',
    'this statement is something else',
    'Remove it, or generate a tune.yaml with a script.',
  );

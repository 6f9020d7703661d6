import { type AnyNode, isNamed, nameOf } from './syntax.js';

/** The names by which a module calls `require`: `createRequire` gives it any. */
export class RequireNames {
  private readonly creators = new Set(['createRequire']);
  private readonly created = new Set<string>();
  private readonly own = new Set(['require']);

  addImport(source: unknown, specifiers: readonly unknown[]): void {
    if (source !== 'module' && source !== 'node:module') return;
    for (const { imported, local } of specifiers as { imported?: unknown; local: unknown }[])
      if (nameOf(imported) === 'createRequire') this.creators.add(nameOf(local) ?? '');
  }

  addVariable(id: unknown, init: unknown): void {
    const [name, value] = [nameOf(id), init as AnyNode | null];
    if (name !== undefined && this.isCreation(value)) this.created.add(name);
    if (name !== undefined && isNamed(value, 'require')) this.own.add(name);
    for (const { key, value: local } of ((id as AnyNode).properties ?? []) as { key?: unknown; value?: unknown }[])
      if (nameOf(key) === 'createRequire') this.creators.add(nameOf(local) ?? '');
  }

  /** A function that `createRequire` made. */
  isNodeRequire(node: AnyNode): boolean {
    return this.created.has(nameOf(node) ?? '') || this.isCreation(node);
  }

  /** The module's own `require` under another name. */
  isOwnRequire(node: AnyNode): boolean {
    return this.own.has(nameOf(node) ?? '');
  }

  private isCreation(node: AnyNode | null): boolean {
    if (node?.type !== 'CallExpression') return false;
    const callee = node.callee as AnyNode;
    return this.creators.has(nameOf(callee.type === 'MemberExpression' ? callee.property : callee) ?? '');
  }
}

import { isIP } from 'node:net';

/**
 * Whether a `Host` header may be this server's. A page elsewhere may have its own name lead to this address (DNS
 * rebinding), and would then read what is served here; it cannot do so with an address in place of a name. The port may be
 * another one: of a tunnel, for instance.
 */
export function isOwnHost(header: string | undefined, names: readonly string[]): boolean {
  const name = (header ?? '').replace(/:\d*$/, '').toLowerCase();
  const address = /^\[(.*)\]$/.exec(name)?.[1] ?? name;
  return isIP(address) > 0 || ['localhost', ...names.map((one) => one.toLowerCase())].includes(name);
}

import { isIP } from 'node:net';

/**
 * True if a `Host` header may be this server's. A page of another server may point its own name to this address (DNS rebinding),
 * and could then read what is served here; it cannot do that if the header has an address instead of a name. The port may differ,
 * for example behind a tunnel.
 */
export function isOwnHost(header: string | undefined, names: readonly string[]): boolean {
  const name = (header ?? '').replace(/:\d*$/, '').toLowerCase();
  const address = /^\[(.*)\]$/.exec(name)?.[1] ?? name;
  return isIP(address) > 0 || ['localhost', ...names.map((one) => one.toLowerCase())].includes(name);
}

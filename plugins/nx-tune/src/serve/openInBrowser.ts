import { spawn } from 'node:child_process';
import { platform } from 'node:os';

const commands: { readonly [platform: string]: readonly [string, ...string[]] } = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Opens an address in the default browser. If there is none, nothing happens, since the address is printed anyway. */
export function openInBrowser(address: string): void {
  const [command, ...args] = commands[platform()] ?? ['xdg-open'];
  const child = spawn(command, [...args, address], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}

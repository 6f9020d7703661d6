import { existsSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

import { isWarmCommand } from '../../../../plugins/nx-tune/e2e/support/warm/isWarmCommand.js';
import { createLineReader, type Program } from '../../../../plugins/nx-tune/e2e/support/warm/protocol.js';
import { createWarmNx, type WarmNx } from '../../../../plugins/nx-tune/e2e/support/warm/warmNx.js';

/** Runs `nx` and `nx-tune` of pages in one process for each workspace, for `askWarm.mjs`, which has the place of the two there. */
export interface WarmPrograms {
  close(): Promise<void>;
}

/** A request of `askWarm.mjs`. */
interface Asked {
  readonly program: Program;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** An answer to it, one a line: what the command prints, and how it ends, or that it needs a process of its own. */
type Told =
  | { readonly stdout: string }
  | { readonly stderr: string }
  | { readonly code: number }
  | { readonly real: true };

/** Listens on a socket; `env` is the environment with which shells start. */
export async function openWarmPrograms(socket: string, env: NodeJS.ProcessEnv): Promise<WarmPrograms> {
  const warm = new Map<string, WarmNx>();
  const warmOf = (root: string): WarmNx => {
    const known = warm.get(root) ?? createWarmNx(root, env['NX_WORKSPACE_DATA_DIRECTORY'] ?? '');
    warm.set(root, known);
    return known;
  };
  const answer = async ({ program, args, cwd, env: its }: Asked, tell: (told: Told) => void): Promise<void> => {
    const variables = Object.keys(its).filter((name) => its[name] !== env[name]);
    if (!existsSync(join(cwd, 'nx.json')) || !isWarmCommand(program, args, variables)) return tell({ real: true });
    const onOutput = (stream: 'stdout' | 'stderr', text: string): void =>
      tell(stream === 'stdout' ? { stdout: text } : { stderr: text });
    const { code } = await warmOf(cwd).run(program, args, { ...its, NX_ISOLATE_PLUGINS: 'false' }, onOutput);
    tell({ code: code ?? 1 });
  };
  const server = createServer((connection) => serve(connection, answer));
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return {
    close: async () => {
      for (const process of warm.values()) await process.end();
      await closed(server);
    },
  };
}

function serve(connection: Socket, answer: (asked: Asked, tell: (told: Told) => void) => Promise<void>): void {
  const tell = (told: Told): void => void connection.write(`${JSON.stringify(told)}\n`);
  const onLine = (line: string): void =>
    void answer(JSON.parse(line) as Asked, tell)
      .catch((error: unknown) => {
        tell({ stderr: String(error) });
        tell({ code: 1 });
      })
      .finally(() => connection.end());
  connection.setEncoding('utf8').on('data', createLineReader(onLine));
}

const closed = (server: Server): Promise<void> => new Promise((resolve) => void server.close(() => resolve()));

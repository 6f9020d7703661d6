import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * Runs a program of a workspace: `node askWarm.mjs node_modules/.bin/nx ...`. The test on the other side of the socket
 * runs it in a process that has loaded it already, or answers that it needs one of its own.
 */
const [bin, ...args] = process.argv.slice(2);
const socket = connect(process.env.DOCS_WARM);
socket.write(`${JSON.stringify({ program: basename(bin), args, cwd: process.cwd(), env: process.env })}\n`);
for await (const line of createInterface({ input: socket })) {
  const { stdout = '', stderr = '', code, real } = JSON.parse(line);
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  if (real === true) process.exitCode = spawnSync(bin, args, { stdio: 'inherit' }).status ?? 1;
  else if (code !== undefined) process.exitCode = code;
}

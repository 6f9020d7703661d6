import { EventEmitter } from 'node:events';
import { Socket } from 'node:net';

import { shareBaseCode } from './baseCode.js';
import { digestPort, startDigests } from './digests.js';
import { endChildren, forkInProcess } from './forkInProcess.js';
import { createLineReader, endOfOutput, type Request, type Response, socketDescriptor } from './protocol.js';
import { endThreads, giveThreadsTheirEnvironment } from './threads.js';
import { crash, end, installVirtualProcess, reallyExit, runAs, type VirtualProcess } from './virtualProcess.js';
import { openWorkspaceNx } from './workspaceNx.js';

/**
 * The warm process of a workspace, started in its root: runs one command after another, each as if it were a process,
 * until the test that started it ends. What takes a second in a process of its own, to load Nx and the plugin, is done
 * once.
 */
function serve(root: string): void {
  const nativeEnv = process.env;
  const writeCompiledCode = shareBaseCode();
  installVirtualProcess();
  // It is not one of the threads that end with a command.
  const digests = startDigests();
  giveThreadsTheirEnvironment();
  // Each run of Nx adds a listener for the end of its process.
  process.setMaxListeners(0);
  const workspace = openWorkspaceNx(root);
  forkInProcess(workspace.forked);
  const socket = new Socket({ fd: socketDescriptor, readable: true, writable: true });
  let last = Promise.resolve();
  const onLine = (line: string): void => {
    const request = JSON.parse(line) as Request;
    last = last.then(async () => {
      const env = { ...request.env, [digestPort]: await digests };
      // As in a process that nothing keeps alive, a command ends when nothing is left to be done.
      socket.unref();
      const code = await runCommand(
        { ...request, env },
        nativeEnv,
        request.program === 'nx' ? workspace.nx : workspace.verb,
      );
      socket.ref();
      for (const stream of [process.stdout, process.stderr]) stream.write(endOfOutput(request.number));
      socket.write(`${JSON.stringify({ number: request.number, code } satisfies Response)}\n`);
    });
  };
  socket.setEncoding('utf8').on('data', createLineReader(onLine));
  // Also when the test has died.
  for (const event of ['end', 'close', 'error'])
    socket.once(event, () => (endChildren(), writeCompiledCode(), reallyExit(0)));
}

async function runCommand(request: Request, nativeEnv: NodeJS.ProcessEnv, run: () => unknown): Promise<number> {
  setEnvironment(nativeEnv, request.env);
  process.argv = [process.argv0, request.program, ...request.args];
  process.exitCode = undefined;
  const code = await new Promise<number>((resolve) => {
    const program: VirtualProcess = {
      stdout: process.stdout,
      stderr: process.stderr,
      events: new EventEmitter(),
      onExit: resolve,
      hasEnded: false,
    };
    process.removeAllListeners('beforeExit');
    process.once('beforeExit', () => runAs(program, () => end(program, Number(process.exitCode ?? 0))));
    runAs(program, () => void (async () => run())().catch(crash));
  });
  endChildren();
  await endThreads();
  return code;
}

/** Native code reads the environment of the process itself, so a command has that one to itself. */
function setEnvironment(native: NodeJS.ProcessEnv, env: Request['env']): void {
  process.env = native;
  for (const name of Object.keys(native)) if (!Object.hasOwn(env, name)) delete native[name];
  Object.assign(native, env);
}

serve(process.cwd());

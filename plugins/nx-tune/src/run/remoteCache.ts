/** Longer than a slow server takes. Waiting even longer is left to Nx. */
const patienceMs = 10_000;

/** Whether a run concerns trials, as far as its command line shows. */
export const concernsTrials = (argv: readonly string[]): boolean =>
  argv.slice(2).some((word) => /(^|[:,=~])(tune(-|$|,)|trial($|,))/.test(word));

/**
 * Checks the remote cache that the environment names, and returns a note if it does not work. Nx ends a run when a request
 * to the cache fails, and does not say what to do. A run that finds everything on this machine sends no request.
 */
export async function remoteCacheProblem(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const server = env['NX_SELF_HOSTED_REMOTE_CACHE_SERVER'];
  if (server === undefined || server === '') return undefined;
  const answer = await ask(server, env['NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN']);
  if (answer === undefined) return undefined;
  return [
    `Note: the remote cache ${server} ${answer}. Nx ends a run at the first trial that is not on this machine.`,
    'Fix it, or run without it: env -u NX_SELF_HOSTED_REMOTE_CACHE_SERVER npx nx tune <project>. Results that were computed are kept.',
  ].join('\n');
}

/** Asks for an entry that does not exist, and returns what is wrong with the answer. That there is no such entry is a good answer. */
async function ask(server: string, token: string | undefined): Promise<string | undefined> {
  try {
    const { status } = await fetch(new URL('/v1/cache/0', server), {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(patienceMs),
    });
    return status >= 500 ? `answers ${status}` : undefined;
  } catch (error) {
    const { name, message, cause } = error as Error & {
      readonly cause?: { readonly code?: string; readonly message?: string };
    };
    return name === 'TimeoutError' ? undefined : `cannot be reached (${cause?.code ?? cause?.message ?? message})`;
  }
}

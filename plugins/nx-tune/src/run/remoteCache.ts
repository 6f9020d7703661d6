/** Longer than a slow server takes; a server that takes longer than this is Nx's to wait for. */
const patienceMs = 10_000;

/** A run that has to do with trials, as far as its command line tells. */
export const concernsTrials = (argv: readonly string[]): boolean =>
  argv.slice(2).some((word) => /(^|[:,=~])(tune(-|$|,)|trial($|,))/.test(word));

/**
 * What is to be known of the remote cache that the environment names, or undefined. Nx ends a run that asks a cache in
 * vain, and does not say what to do; a run that finds all on this machine does not ask.
 */
export async function remoteCacheProblem(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const server = env['NX_SELF_HOSTED_REMOTE_CACHE_SERVER'];
  if (server === undefined || server === '') return undefined;
  const answer = await ask(server, env['NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN']);
  if (answer === undefined) return undefined;
  return [
    `Note: the remote cache ${server} ${answer}. Nx ends a run that needs it: before a trial that this machine does not know.`,
    'Mend it, or run without it: env -u NX_SELF_HOSTED_REMOTE_CACHE_SERVER npx nx tune <project>. What was computed is kept.',
  ].join('\n');
}

/** What is wrong with its answer to a question for nothing, or undefined: that there is no such entry is a good answer. */
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

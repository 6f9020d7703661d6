/**
 * The time without an answer after which the user is informed, and the time after which the server counts as one that does not
 * answer.
 */
const patience = { sayAfterMs: 3_000, endAfterMs: 10_000 };

/** True if a run concerns trials, as far as its command line shows. */
export const concernsTrials = (argv: readonly string[]): boolean =>
  argv.slice(2).some((word) => /(^|[:,=])(tune(-|$|,)|trial($|,))/.test(word));

/**
 * Checks the remote cache that the environment names, and returns a note if it does not work. Nx ends a run when a request
 * to the cache fails, and does not say what to do. A run that finds everything on this machine sends no request.
 */
export async function remoteCacheProblem(
  env: NodeJS.ProcessEnv,
  say: (text: string) => void = () => undefined,
  { sayAfterMs, endAfterMs }: typeof patience = patience,
): Promise<string | undefined> {
  const server = serverIn(env);
  if (server === undefined) return undefined;
  const timer = setTimeout(
    () => say(`Waiting for the remote cache ${server}, which has not answered for ${seconds(sayAfterMs)} ...`),
    sayAfterMs,
  );
  const answer = await ask(env, endAfterMs);
  clearTimeout(timer);
  if (answer === undefined) return undefined;
  const what =
    answer === silent
      ? `has not answered for ${seconds(endAfterMs)}. Nx goes on waiting for it wherever a task is not on this machine, and says nothing meanwhile.`
      : `${answer}. Nx ends a run at the first trial that is not on this machine.`;
  return [`Note: the remote cache ${server} ${what}`, remedy].join('\n');
}

/** The variable by which Nx finds its remote cache. */
export const serverVariable = 'NX_SELF_HOSTED_REMOTE_CACHE_SERVER';

/** The address of the remote cache that an environment names. */
export const serverIn = (env: NodeJS.ProcessEnv): string | undefined => env[serverVariable] || undefined;

export const remedy =
  'Fix it, or run without it: env -u NX_SELF_HOSTED_REMOTE_CACHE_SERVER npx nx tune <project>. Results that were computed are kept.';

const seconds = (ms: number): string => `${ms / 1000} s`;

/** The answer of a server that takes a question and does not answer. */
const silent = 'is silent';

/**
 * Asks for an entry that does not exist, and returns what is wrong with the answer. That there is no such entry is a good answer.
 */
async function ask(env: NodeJS.ProcessEnv, patienceMs: number): Promise<string | undefined> {
  try {
    const { status } = await askFor('0', env, patienceMs);
    return status >= 500 ? `answers ${status}` : undefined;
  } catch (error) {
    const { name, message, cause } = error as Error & {
      readonly cause?: { readonly code?: string; readonly message?: string };
    };
    return name === 'TimeoutError' ? silent : `cannot be reached (${cause?.code ?? cause?.message ?? message})`;
  }
}

/** Asks the remote cache that an environment names for an entry. */
export function askFor(hash: string, env: NodeJS.ProcessEnv, patienceMs: number): Promise<Response> {
  const token = env['NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN'];
  return fetch(new URL(`/v1/cache/${hash}`, serverIn(env)), {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(patienceMs),
  });
}

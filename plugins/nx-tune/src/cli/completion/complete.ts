/** A word that can be at the cursor. */
export interface Candidate {
  readonly value: string;
  /** A few words, for shells that show them. */
  readonly about?: string;
}

/** A verb as completion knows it. */
export interface CompletedVerb extends Candidate {
  readonly options: readonly CompletedOption[];
  /** True if its words, after a project, are trials. */
  readonly trials: boolean;
  readonly project: boolean;
}

export interface CompletedOption extends Candidate {
  readonly takesValue: boolean;
  readonly choices: readonly string[];
}

/** The names that a workspace has. Each is looked up only if it is needed. */
export interface Lookups {
  projects(): Promise<readonly Candidate[]>;
  /** The sweeps of one project, or of the one that is meant without a name. */
  sweeps(project: string | undefined): Promise<readonly Candidate[]>;
  trials(project: string | undefined, sweep: string | undefined): Promise<readonly Candidate[]>;
}

/** The candidates for the last of the words that follow `nx-tune`. The words before it are whole. */
export async function complete(
  verbs: readonly CompletedVerb[],
  words: readonly string[],
  lookups: Lookups,
): Promise<readonly Candidate[]> {
  const partial = words.at(-1) ?? '';
  const found = await candidates(verbs, words.slice(0, -1), partial, lookups);
  return found.filter(({ value }) => value.startsWith(partial));
}

async function candidates(
  verbs: readonly CompletedVerb[],
  [name, ...before]: readonly string[],
  partial: string,
  lookups: Lookups,
): Promise<readonly Candidate[]> {
  if (name === undefined) return verbs;
  const verb = verbs.find(({ value }) => value === name);
  if (verb === undefined) return [];
  const { words, values, open } = readWords(verb, before);
  const projects = (): Promise<readonly Candidate[]> => (verb.project ? lookups.projects() : Promise.resolve([]));
  const named = words[0];
  if (open !== undefined) {
    if (open.value === '--sweep' || open.value === '--with') return lookups.sweeps(named);
    return open.choices.map((value) => ({ value }));
  }
  if (partial.startsWith('-')) return verb.options;
  const project = (await projects()).find(({ value }) => value === named)?.value;
  const trials = verb.trials ? await lookups.trials(project, values.get('--sweep')) : [];
  return named === undefined ? [...(await projects()), ...trials] : trials;
}

interface ReadWords {
  readonly words: readonly string[];
  readonly values: ReadonlyMap<string, string>;
  /** The option whose value is the next word. */
  readonly open: CompletedOption | undefined;
}

function readWords({ options }: CompletedVerb, before: readonly string[]): ReadWords {
  const words: string[] = [];
  const values = new Map<string, string>();
  let open: CompletedOption | undefined;
  for (const word of before) {
    // bash splits `--sweep=wide` into three words.
    if (word === '=') continue;
    if (open !== undefined) {
      values.set(open.value, word);
      open = undefined;
    } else if (word.startsWith('-')) {
      const [flag = '', value] = word.split('=', 2);
      const option = options.find((one) => one.value === flag);
      if (value !== undefined) values.set(flag, value);
      else if (option?.takesValue === true) open = option;
    } else words.push(word);
  }
  return { words, values, open };
}

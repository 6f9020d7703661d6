/** A command's answer, or why it has none. */
export type CommandAnswer = { readonly value: unknown } | { readonly problem: string };

/** Reads the metrics from the text of `metrics.json`, or else from the last line that the command printed. */
export function readAnswer(metricsFile: string | undefined, stdout: string): CommandAnswer {
  if (metricsFile !== undefined) return parse(metricsFile, 'metrics.json is no JSON');
  const line = stdout.trimEnd().split(/\r?\n/).at(-1)?.trim() ?? '';
  if (line === '')
    return {
      problem:
        'the command printed nothing and wrote no metrics.json; its last line must be JSON such as {"loss": 0.1}',
    };
  return parse(line, `the command's last line is no JSON: ${JSON.stringify(line.slice(0, 80))}`);
}

function parse(text: string, problem: string): CommandAnswer {
  const value = parseLoosely(text);
  return value === undefined ? { problem } : { value };
}

/** JSON, with the bare words NaN and Infinity that Python writes. Undefined if it is none. */
export function parseLoosely(text: string): unknown {
  return parseJson(text) ?? parseJson(text.replace(stringOrNonFinite, quoteBareWord));
}

/** Strings are matched too, so that a NaN inside one is left alone. */
const stringOrNonFinite = /"(?:[^"\\]|\\.)*"|-?\b(?:Infinity|NaN)\b/g;
const quoteBareWord = (match: string): string => (match.startsWith('"') ? match : JSON.stringify(match));

/** Undefined, which JSON does not have, if it is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

import { parsePythonJson } from '@nx-tune/search/core';

/** A command's answer, or why it has none. */
export type CommandAnswer = { readonly value: unknown } | { readonly problem: string };

/** Reads the metrics from the text of `metrics.json`, or else from the last line that the command printed. */
export function parseCommandAnswer(metricsFile: string | undefined, stdout: string): CommandAnswer {
  if (metricsFile !== undefined) return parse(metricsFile, 'metrics.json is not JSON');
  const line = stdout.trimEnd().split(/\r?\n/).at(-1)?.trim() ?? '';
  if (line === '')
    return {
      problem:
        'the command printed nothing and wrote no metrics.json; its last line must be JSON such as {"loss": 0.1}',
    };
  return parse(line, `the command's last line is not JSON: ${JSON.stringify(line.slice(0, 80))}`);
}

function parse(text: string, problem: string): CommandAnswer {
  const value = parsePythonJson(text);
  return value === undefined ? { problem } : { value };
}

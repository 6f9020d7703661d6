import { type Document, isScalar, type LineCounter, type Scalar, type ScalarTag, type Tags, visit } from 'yaml';

import { keyText } from '../documentNodes.js';

/**
 * YAML as PyYAML's `safe_load` reads it, which is W&B's reader: YAML 1.1 without `y` and `n`, in which a float has a point, and an
 * exponent a sign. So `on` is true, `0700` is 448, `1:30` is 90 and `1e-3` is a text. Source: yaml/pyyaml, `resolver.py` and
 * `constructor.py`. Dates are texts, since a sweep that has one cannot be sent to W&B.
 */
export const pyyamlTags = (tags: Tags): Tags => [...tags, nothing, truth, whole, real, taggedReal];

const nothing: ScalarTag = {
  tag: 'tag:yaml.org,2002:null',
  default: true,
  test: /^(?:~|null|Null|NULL|)$/,
  resolve: () => null,
};

const truth: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test: /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  resolve: (text) => /^(?:yes|true|on)$/i.test(text),
};

const whole: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
  // A number that no double holds stays as it was written.
  resolve: (text) => {
    const exact = wholeNumber(text);
    return BigInt(Number(exact)) === exact || String(Number(exact)) === String(exact) ? Number(exact) : text;
  },
};

const real: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: /^(?:[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  resolve: (text) => realNumber(text),
};

/** A number with the tag `!!float`, which may look like an int. */
const taggedReal: ScalarTag = { tag: 'tag:yaml.org,2002:float', resolve: (text) => realNumber(text) };

/**
 * Removes keys that are repeated below, since PyYAML takes the last, and makes empty ones what JSON, in which W&B sends a sweep, makes
 * of them. Returns what was repeated, and which whole numbers are texts because they cannot be held exactly.
 */
export function pyyamlNotices(document: Document, lines: LineCounter): string[] {
  const notices: string[] = [];
  const lineOf = (node: { readonly range?: readonly [number, number, number] | null | undefined }): number =>
    lines.linePos(node.range?.[0] ?? 0).line;
  visit(document, {
    Map(_, map) {
      for (const { key } of map.items) if (isScalar(key) && key.value === null) key.value = 'null';
      const last = new Map(map.items.flatMap(({ key }, index) => (isOwnKey(key) ? [[keyText(key), index]] : [])));
      map.items = map.items.filter(({ key }, index) => {
        if (!isOwnKey(key) || last.get(keyText(key)) === index) return true;
        notices.push(`line ${lineOf(key)}: "${keyText(key)}" appears again below; the last one counts`);
        return false;
      });
    },
    Scalar(_, node) {
      if (typeof node.value === 'string' && node.type === 'PLAIN' && (whole.test as RegExp).test(node.value))
        notices.push(`line ${lineOf(node)}: ${node.value} is passed on as text, since no double holds it exactly`);
    },
  });
  return notices;
}

const isOwnKey = (key: unknown): key is Scalar => isScalar(key) && keyText(key) !== '<<';

function wholeNumber(text: string): bigint {
  const [, sign = '', rest = ''] = /^([-+]?)(.*)$/.exec(text.replaceAll('_', '')) ?? [];
  const size = rest.includes(':')
    ? rest.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n)
    : BigInt(/^0[0-7]/.test(rest) ? `0o${rest}` : rest);
  return sign === '-' ? -size : size;
}

function realNumber(text: string): number {
  const [, sign = '', rest = ''] = /^([-+]?)(.*)$/.exec(text.replaceAll('_', '').toLowerCase()) ?? [];
  const size =
    rest === '.inf'
      ? Infinity
      : rest === '.nan'
        ? NaN
        : rest.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return sign === '-' ? -size : size;
}

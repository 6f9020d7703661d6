import { canonicalJson, type Parameter, type Space } from '@nx-tune/search';

/**
 * Returns whether every trial has a param at a path: one of its entries has no condition, or together they cover all values
 * of one parameter. More entangled conditions count as "no".
 */
export function isAlwaysPresent(space: Space, label: string): boolean {
  const entries = space.filter(({ path }) => path.join('.') === label || path.join('.').startsWith(`${label}.`));
  if (entries.some(({ when }) => when === undefined)) return true;
  const conditions = entries.flatMap(({ when = [] }) => (when.length === 1 ? when : []));
  return space.some(
    (controller) =>
      controller.when === undefined &&
      valuesOf(controller).length > 0 &&
      valuesOf(controller).every((value) =>
        conditions.some((condition) => condition.label === controller.label && condition.values.includes(value)),
      ),
  );
}

const valuesOf = ({ distribution }: Parameter): string[] =>
  distribution.kind === 'categorical' ? distribution.values.map(canonicalJson) : [];

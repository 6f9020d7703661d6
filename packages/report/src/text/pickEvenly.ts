/** Picks `count` values at even distances, with the first and the last; all of them if there are no more. */
export function pickEvenly<T>(values: readonly T[], count: number): readonly T[] {
  if (values.length <= count) return values;
  const last = values.length - 1;
  const places = Array.from({ length: count }, (_, index) =>
    count === 1 ? last : Math.round((index * last) / (count - 1)),
  );
  return places.flatMap((place) => values.slice(place, place + 1));
}

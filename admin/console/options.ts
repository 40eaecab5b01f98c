import { areas, toAreaName } from './areas.ts';

type Named = { readonly id: string; readonly name: string; readonly isRetired?: boolean };

/** Named things as the options of a choice. */
export function toOptions(items: readonly Named[] = []) {
  return items.map(({ id, name }) => ({ value: id, label: name }));
}

/** The same without what is retired, unless it is chosen already. */
export function toOptionsInUse(
  items: readonly Named[] = [],
  chosen: readonly (string | undefined)[] = [],
) {
  return toOptions(items.filter(({ id, isRetired }) => isRetired !== true || chosen.includes(id)));
}

/** Areas by their names. */
export function toAreaOptions(codes: readonly string[] = areas) {
  return codes.map((value) => ({ value, label: toAreaName(value) }));
}

import type { Unit } from './unit.ts';

/** A shorter part of a name says too little. */
const shortestPart = 4;

/**
 * The one unit that the words name, for a person to confirm: by its name or alias, else by the longest name within the
 * words, else as part of one name. Undefined where none or several may be meant. `fold` is the house's.
 */
export function findUnitByName(
  units: readonly Unit[],
  words: string,
  fold: (text: string) => string,
): Unit | undefined {
  const said = toKey(words, fold);
  if (said === '') return undefined;
  const names = units
    .filter(({ isRetired }) => isRetired !== true)
    .flatMap((unit) =>
      [unit.name, ...unit.aliases].map((name) => ({ unit, key: toKey(name, fold) })),
    );
  const exact = names.filter(({ key }) => key === said);
  if (exact.length > 0) return toOnly(exact);
  const within = names.filter(({ key }) => key.length >= shortestPart && said.includes(key));
  if (within.length > 0) return toOnly(dropParts(within));
  return said.length < shortestPart
    ? undefined
    : toOnly(names.filter(({ key }) => key.includes(said)));
}

type Named = { readonly unit: Unit; readonly key: string };

/** A town's name within the name of its team is not meant by itself. */
function dropParts(named: readonly Named[]): readonly Named[] {
  return named.filter(
    ({ key }) => !named.some((other) => other.key !== key && other.key.includes(key)),
  );
}

function toOnly(named: readonly Named[]): Unit | undefined {
  const [first, ...others] = named;
  return others.every(({ unit }) => unit.id === first?.unit.id) ? first?.unit : undefined;
}

function toKey(text: string, fold: (text: string) => string): string {
  return fold(text).replaceAll(/[\s\p{P}]+/gu, '');
}

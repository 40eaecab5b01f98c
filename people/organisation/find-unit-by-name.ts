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
  const [first, ...others] = listUnitsByName(units, words, fold);
  return others.length === 0 ? first : undefined;
}

/** Every unit that the words may name, by the same rules. */
export function listUnitsByName(
  units: readonly Unit[],
  words: string,
  fold: (text: string) => string,
): readonly Unit[] {
  const said = toKey(words, fold);
  if (said === '') return [];
  const names = listNames(units, fold);
  const exact = names.filter(({ key }) => key === said);
  if (exact.length > 0) return toUnits(exact);
  const within = keepWithin(names, said);
  if (within.length > 0) return toUnits(within);
  return said.length < shortestPart ? [] : toUnits(names.filter(({ key }) => key.includes(said)));
}

/** Every unit whose name or alias stands in a text that tells of more than a unit. */
export function listUnitsInText(
  units: readonly Unit[],
  text: string,
  fold: (text: string) => string,
): readonly Unit[] {
  return toUnits(keepWithin(listNames(units, fold), toKey(text, fold)));
}

type Named = { readonly unit: Unit; readonly key: string };

function listNames(units: readonly Unit[], fold: (text: string) => string): readonly Named[] {
  return units
    .filter(({ isRetired }) => isRetired !== true)
    .flatMap((unit) =>
      [unit.name, ...unit.aliases].map((name) => ({ unit, key: toKey(name, fold) })),
    );
}

function keepWithin(names: readonly Named[], text: string): readonly Named[] {
  return dropParts(names.filter(({ key }) => key.length >= shortestPart && text.includes(key)));
}

/** A town's name within the name of its team is not meant by itself. */
function dropParts(named: readonly Named[]): readonly Named[] {
  return named.filter(
    ({ key }) => !named.some((other) => other.key !== key && other.key.includes(key)),
  );
}

function toUnits(named: readonly Named[]): readonly Unit[] {
  return [...new Set(named.map(({ unit }) => unit))];
}

function toKey(text: string, fold: (text: string) => string): string {
  return fold(text).replaceAll(/[\s\p{P}]+/gu, '');
}

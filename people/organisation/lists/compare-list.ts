import type { ReadList, RowFault } from './read-list.ts';

/** What a sheet would make of a list. Nothing is taken out unless the sheet is to be the whole list of its units. */
export type ListPlan<Column extends string, Item> = {
  readonly added: readonly Item[];
  readonly changed: readonly Item[];
  readonly sameCount: number;
  /** Ids of what the sheet no longer has. */
  readonly removedIds: readonly string[];
  readonly faults: readonly RowFault<Column>[];
};

type Known<Column extends string, Item, Stored> = {
  /** What is stored of the units that the sheet names. */
  readonly stored: readonly Stored[];
  readonly find: (item: Item) => Stored | undefined;
  readonly isSame: (item: Item, stored: Stored) => boolean;
  /** Two rows with one key say the same twice; the fault is shown in this column. */
  readonly toKey: (item: Item) => string;
  readonly keyColumn: Column;
  /** The sheet is the whole list. With a faulty row it is not: nothing is taken out. */
  readonly isWhole: boolean;
};

export function compareList<Column extends string, Item, Stored extends { readonly id: string }>(
  read: ReadList<Column, Item>,
  { stored, find, isSame, toKey, keyColumn, isWhole }: Known<Column, Item, Stored>,
): ListPlan<Column, Item> {
  const seen = new Set<string>();
  const kept = new Set<string>();
  const [added, changed]: [Item[], Item[]] = [[], []];
  const faults = [...read.faults];
  for (const { row, item } of read.items) {
    const known = find(item);
    if (known !== undefined) kept.add(known.id);
    if (seen.has(toKey(item))) faults.push({ row, column: keyColumn, reason: 'repeated' });
    else if (known === undefined) added.push(item);
    else if (!isSame(item, known)) changed.push(item);
    seen.add(toKey(item));
  }
  const isTakingOut = isWhole && faults.length === 0;
  return {
    added,
    changed,
    sameCount: seen.size - added.length - changed.length,
    removedIds: isTakingOut ? stored.filter(({ id }) => !kept.has(id)).map(({ id }) => id) : [],
    faults: faults.toSorted((a, b) => a.row - b.row),
  };
}

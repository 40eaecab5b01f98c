import type { EntryText } from '../entry.ts';
import { createEntry } from '../lifecycle.ts';
import { toRowTitle, type TableRow } from '../tables/index.ts';
import type { PlannedItem } from './plan.ts';
import type { ImportPorts } from './ports.ts';

/** Drafts and rows, as opposed to statutes. */
export type SmallItem = Exclude<PlannedItem, { readonly kind: 'statute' }>;

/** `same`: here in these words; `kept`: here in other words, which are left alone. */
export type Written = 'added' | 'same' | 'kept';

/** Writes what is not there; never changes what is. Drafts wait for an editor, rows for their confirmation. */
export async function writeItem(
  item: SmallItem,
  { entries, tables, now }: Pick<ImportPorts, 'entries' | 'tables' | 'now'>,
): Promise<Written> {
  if (item.kind === 'row') {
    if (await tables.insert(item.row)) return 'added';
    return compareRow(item.row, await tables.find(item.row.id));
  }
  const { id, text } = item;
  if (await entries.insert(createEntry({ id, text, origin: 'import' }, { at: now() })))
    return 'added';
  const known = await entries.find(id);
  return compareText(text, known?.text);
}

/** What writing would do, told from what is there. */
export function compareItem(
  item: SmallItem,
  known: {
    readonly entries: ReadonlyMap<string, { readonly text: EntryText }>;
    readonly rows: ReadonlyMap<string, TableRow>;
  },
): Written {
  if (item.kind === 'row') {
    const row = known.rows.get(item.row.id);
    return row === undefined ? 'added' : compareRow(item.row, row);
  }
  const entry = known.entries.get(item.id);
  return entry === undefined ? 'added' : compareText(item.text, entry.text);
}

export function toItemTitle(item: SmallItem): string {
  return item.kind === 'row' ? toRowTitle(item.row) : item.text.question;
}

export function toItemId(item: SmallItem): string {
  return item.kind === 'row' ? item.row.id : item.id;
}

function compareRow(planned: TableRow, known: TableRow | undefined): Written {
  return known !== undefined && toWords(planned.facts) === toWords(known.facts) ? 'same' : 'kept';
}

function compareText(planned: EntryText, known: EntryText | undefined): Written {
  return known !== undefined && toWords(planned) === toWords(known) ? 'same' : 'kept';
}

/** One form for equal things: a database may give the fields back in another order. */
function toWords(value: object): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

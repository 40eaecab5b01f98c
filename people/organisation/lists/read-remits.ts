import { remitKinds, type Remit, type RemitKind } from '../remit.ts';
import { supervisingBodies, type SupervisingBody } from '../unit.ts';
import { compareList, type ListPlan } from './compare-list.ts';
import { readList, type Cells, type Label, type ListForm, type ReadList } from './read-list.ts';

/** The columns of a supervising body's list (事项清单). */
export const remitColumns = ['body', 'kind', 'matter', 'source'] as const;
export type RemitColumn = (typeof remitColumns)[number];

type Form = Pick<ListForm<RemitColumn>, 'toHeading' | 'fold'> & {
  readonly toBody: Label<SupervisingBody>;
  readonly toKind: Label<RemitKind>;
  /** The same id for the same parts. */
  readonly toId: (...parts: readonly string[]) => string;
};

/** The rows of the lists of one or several bodies, in the order of the sheet. */
export function readRemits(
  rows: readonly (readonly string[])[],
  { toBody, toKind, toId, ...form }: Form,
): ReadList<RemitColumn, Remit> {
  const counts = new Map<SupervisingBody, number>();
  function readRow(cells: Cells<RemitColumn>): Remit | undefined {
    const body = cells.choose('body', supervisingBodies, toBody);
    const kind = cells.choose('kind', remitKinds, toKind);
    if (body === undefined || kind === undefined) return undefined;
    const order = (counts.get(body) ?? 0) + 1;
    counts.set(body, order);
    const matter = cells.text('matter');
    const id = toId(body, form.fold(matter));
    return { id, body, kind, matter, source: cells.text('source'), order };
  }
  return readList(rows, { ...form, columns: remitColumns, optional: [] }, readRow);
}

/** `stored` is what the bodies named in the sheet have. */
export function compareRemits(
  read: ReadList<RemitColumn, Remit>,
  stored: readonly Remit[],
  isWhole: boolean,
): ListPlan<RemitColumn, Remit> {
  const bodies = new Set(read.items.map(({ item }) => item.body));
  const byId = new Map(stored.map((remit) => [remit.id, remit]));
  return compareList(read, {
    stored: stored.filter(({ body }) => bodies.has(body)),
    find: ({ id }) => byId.get(id),
    isSame: (item, known) =>
      item.matter === known.matter &&
      item.kind === known.kind &&
      item.source === known.source &&
      item.order === known.order,
    toKey: ({ id }) => id,
    keyColumn: 'matter',
    isWhole,
  });
}

import { powerBases, type Power, type PowerBasis } from '../power.ts';
import type { Unit } from '../unit.ts';
import { compareList, type ListPlan } from './compare-list.ts';
import { readList, type Cells, type Label, type ListForm, type ReadList } from './read-list.ts';

/** The columns of the power list (执法事项清单). */
export const powerColumns = ['unit', 'matter', 'article', 'basis', 'organ'] as const;
export type PowerColumn = (typeof powerColumns)[number];

type Form = Pick<ListForm<PowerColumn>, 'toHeading' | 'fold'> & {
  readonly toBasis: Label<PowerBasis>;
  readonly units: readonly Unit[];
  /** The same id for the same parts. */
  readonly toId: (...parts: readonly string[]) => string;
};

/** The rows of a power list; a unit has a matter once. */
export function readPowers(
  rows: readonly (readonly string[])[],
  { toBasis, units, toId, ...form }: Form,
): ReadList<PowerColumn, Power> {
  function readRow(cells: Cells<PowerColumn>): Power | undefined {
    const unit = cells.unit('unit', units);
    const organ = cells.unit('organ', units);
    const basis = cells.choose('basis', powerBases, toBasis);
    if (basis === 'entrusted' && cells.text('organ') === '')
      cells.refuse('organ', 'nobody_answers');
    if (unit === undefined || basis === undefined) return undefined;
    const matter = cells.text('matter');
    return {
      id: toId(unit.id, form.fold(matter)),
      unitId: unit.id,
      matter,
      article: cells.text('article'),
      basis,
      ...(organ !== undefined && { organId: organ.id }),
    };
  }
  return readList(rows, { ...form, columns: powerColumns, optional: ['organ'] }, readRow);
}

export function comparePowers(
  read: ReadList<PowerColumn, Power>,
  stored: readonly Power[],
  isWhole: boolean,
): ListPlan<PowerColumn, Power> {
  const byId = new Map(stored.map((power) => [power.id, power]));
  return compareList(read, {
    stored,
    find: ({ id }) => byId.get(id),
    isSame: (item, known) =>
      item.matter === known.matter &&
      item.article === known.article &&
      item.basis === known.basis &&
      item.organId === known.organId,
    toKey: ({ id }) => id,
    keyColumn: 'matter',
    isWhole,
  });
}

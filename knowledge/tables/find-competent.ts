import { isBlank, listFacts, type FactName } from './row.ts';
import type { TableStore } from './store.ts';

/** Who is competent for a matter; what the bureau has not filled in is left out. */
export type CompetentUnit = {
  readonly unit: string;
  readonly phone?: string;
  readonly hours?: string;
  readonly address?: string;
};

/** The last resort where no row is left: the hotline that passes everything on (12345). */
const hotline: CompetentUnit = { unit: '12345 政务服务便民热线', phone: '12345' };

export type FindCompetent = (rowId: string) => Promise<CompetentUnit>;

/** Names who is competent by a row of the table of powers (归谁管), as the bureau keeps it today. */
export function createFindCompetent(store: Pick<TableStore, 'find'>): FindCompetent {
  return async function findCompetent(rowId) {
    const row = await store.find(rowId);
    if (row?.kind !== 'powers') return hotline;
    const facts = new Map(listFacts(row).map(({ name, text }) => [name, text]));
    const read = (name: FactName): string | undefined => {
      const text = facts.get(name) ?? '';
      return isBlank(text) ? undefined : text;
    };
    const unit = read('unit');
    if (unit === undefined) return hotline;
    const [phone, hours, address] = [read('phone'), read('hours'), read('address')];
    return {
      unit,
      ...(phone !== undefined && { phone }),
      ...(hours !== undefined && { hours }),
      ...(address !== undefined && { address }),
    };
  };
}

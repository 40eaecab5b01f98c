import type { TableRow } from '../row.ts';
import { toStarterRows } from './build-row.ts';

/** National hotlines; a local number is for the bureau to fill in. */
export const government = '12345（政务服务便民热线）';
export const market = '12315（市场监管投诉举报）';
export const labour = '12333（人力资源和社会保障）';
export const safety = '12350（安全生产举报）或者 12345';
export const environment = '12345（原环保举报热线 12369 已并入）';

type Matter = readonly [id: string, matter: string, also: string, citation?: string];

/** A kind of department and the matters that are its own by national law; other words for each, parted by blanks. */
export type Competence = {
  readonly area: string;
  readonly unit: string;
  readonly phone: string;
  readonly matters: readonly Matter[];
};

const mode = '各地职责划分可能不同，以当地权力清单为准';

export function toPowers({ area, unit, phone, matters }: Competence): readonly TableRow[] {
  const rows = matters.map(([id, matter, also, citation = '']) => ({
    id,
    also: also.split(' '),
    citation,
    facts: { matter, unit, mode, phone },
  }));
  return toStarterRows('powers', area, rows);
}

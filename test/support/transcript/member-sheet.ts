import { writeXlsx } from '../../../platform/read-files/index.ts';
import type { Thing } from './things.ts';

const traders = ['云来商行', '禾木饭馆', '东风五金店', '百味面馆', '长青药店'] as const;
const matters = ['一个月里来查了四次', '罚款两千没有给单子', '要交的卫生费说不出依据'] as const;

/** The list of ten members that a chamber sends as a sheet. */
export async function buildMemberSheet(): Promise<Thing> {
  const rows = Array.from({ length: 10 }, (_, n) => {
    const name = `${n < 5 ? '东' : '西'}街${traders[n % traders.length] ?? ''}`;
    return [String(n + 1), name, `${matters[n % matters.length] ?? ''}，第${n + 1}家`];
  });
  const bytes = await writeXlsx([['序号', '会员名称', '事项'], ...rows]);
  return {
    name: '会员名单.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    bytes: Buffer.from(bytes),
  };
}

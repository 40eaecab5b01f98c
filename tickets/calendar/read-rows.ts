import type { CalendarLine } from './calendar-line.ts';

const headings = {
  from: ['日期', '开始日期', '開始日期', '起', 'date', 'from', 'start'],
  to: ['结束日期', '結束日期', '止', 'to', 'end'],
  kind: ['类型', '類型', '安排', 'type', 'kind'],
  isOff: ['是否放假', 'isoffday'],
  name: ['名称', '名稱', '节日', '節日', '说明', 'name'],
} as const;
type Column = keyof typeof headings;

const working = /^(?:班|上班|补班|補班|调休上班|調休上班|工作日|work|working|workday)$/u;
const off = /^(?:休|休息|放假|假|节假日|節假日|调休|調休|off|holiday|rest)$/u;
const yes = /^(?:是|true|1|yes)$/u;
const no = /^(?:否|false|0|no)$/u;

/** The lines of a table by its headings, the first row; undefined where it has no date or says nothing of work. */
export function readRows(
  rows: readonly (readonly string[])[],
): readonly CalendarLine[] | undefined {
  const [head = [], ...body] = rows;
  const columnOf = (name: Column): number =>
    head.findIndex((cell) => headings[name].some((known) => known === fold(cell)));
  const [from, to, kind, isOff, name] = (['from', 'to', 'kind', 'isOff', 'name'] as const).map(
    columnOf,
  );
  const hasKind = (kind ?? -1) >= 0 || (isOff ?? -1) >= 0;
  if ((from ?? -1) < 0 || !hasKind) return undefined;
  return body.flatMap((cells, index) => {
    if (cells.every((cell) => cell.trim() === '')) return [];
    const read = (column = -1): string => cells[column]?.trim() ?? '';
    return [
      {
        row: index + 2,
        from: read(from),
        to: read(to),
        isWorking: toIsWorking(read(kind), read(isOff)),
        name: read(name),
      },
    ];
  });
}

function toIsWorking(kind: string, isOff: string): boolean | undefined {
  if (working.test(fold(kind)) || no.test(fold(isOff))) return true;
  return off.test(fold(kind)) || yes.test(fold(isOff)) ? false : undefined;
}

function fold(cell: string): string {
  return cell.normalize('NFKC').trim().toLowerCase();
}

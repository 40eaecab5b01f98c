/** How a hotline heads its columns. */
export const hotlineHeadings = [
  '工单编号',
  '诉求类型',
  '诉求标题',
  '诉求内容',
  '被投诉单位',
  '事发地点',
  '是否保密',
  '来电人',
  '联系电话',
  '转办时间',
  '坐席工号',
] as const;

/** A cell of an invented sheet that is wrong, and in which column. */
export type BadCell = { readonly row: number; readonly heading: string; readonly reason: string };

const townships = ['东坪镇', '西渡镇', '南桥街道', '北塘乡'];
const doings = ['没有出示证件就检查', '收了罚款不给票据', '扣了三轮车不给清单', '一周来查了三次'];

/**
 * An invented sheet of `count` rows, three of every hundred with a bad cell or two. Row numbers are a spreadsheet's:
 * the headings are row 1.
 */
export function buildTicketSheet(count: number) {
  const bad: BadCell[] = [];
  const rows = Array.from({ length: count }, (_, at) => toCells(at, bad));
  const badRows = new Set(bad.map(({ row }) => row)).size;
  return { csv: toCsv([hotlineHeadings, ...rows]), bad, badRows, good: count - badRows };
}

function toCells(at: number, bad: BadCell[]): readonly string[] {
  const row = at + 2;
  const spoil = (
    heading: (typeof hotlineHeadings)[number],
    reason: string,
    cell: string,
  ): string => {
    bad.push({ row, heading, reason });
    return cell;
  };
  const kindOfRow = at % 100;
  const township = townships[at % townships.length] ?? '';
  const story = `第${at}件：${township}的人${doings[at % doings.length] ?? ''}。`;
  return [
    `RX2026${String(at).padStart(6, '0')}`,
    at % 5 === 0 ? '咨询' : '投诉',
    kindOfRow === 41 ? '' : `关于${township}的反映`,
    kindOfRow === 41 ? spoil('诉求内容', 'story_missing', '') : story,
    `${township}综合执法队`,
    `${township}农贸市场${at % 40}号摊位`,
    kindOfRow === 73 ? spoil('是否保密', 'openness_unknown', '也许') : '是',
    `钱某${at}`,
    kindOfRow === 7
      ? spoil('联系电话', 'phone_invalid', '不愿意留')
      : `1380${String(at).padStart(7, '0')}`,
    kindOfRow === 73
      ? spoil('转办时间', 'day_invalid', '2026年13月1日')
      : `2026-10-${String((at % 28) + 1).padStart(2, '0')} 09:30`,
    `坐席${at % 30}`,
  ];
}

/** Cells as CSV; none of them holds a quote. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\n');
}

import { foldHeading, guessFields, toSheet, type ImportField } from '../../tickets/index.ts';
import type { WrittenRow } from './row.ts';

/** How chambers head the columns of a list of members, beside what imports know. */
const memberHeadings: Partial<Record<ImportField, readonly string[]>> = {
  company: [
    '会员',
    '会员名称',
    '会员企业',
    '会员单位',
    '商户',
    '商户名称',
    '企业',
    'member',
    'company',
  ],
  story: ['事项', '情况', '反映情况', '反映事项', '问题', '具体问题', '经过', 'matter'],
  actingUnit: ['执法部门', '部门', '单位', 'unit'],
  place: ['地址', 'place'],
};
const remembered: ReadonlyMap<string, ImportField> = new Map(
  Object.entries(memberHeadings).flatMap(([field, names]) =>
    names.map((name): [string, ImportField] => [foldHeading(name), toField(field)]),
  ),
);
const numberHeadings: ReadonlySet<string> = new Set(['序号', '编号', 'no', 'number']);

/** The members of a sheet by its headings; none where no column is named for the member or the matter. */
export function readSheetRows(cells: readonly (readonly string[])[]): readonly WrittenRow[] {
  const headed = cells.findIndex((row) => row.some((cell) => remembered.has(foldHeading(cell))));
  const { headings, rows } = toSheet(headed < 0 ? cells : cells.slice(headed));
  const fields = guessFields(headings, remembered);
  const nameField = fields.includes('company') ? 'company' : 'reporterName';
  if (!fields.includes(nameField) || !fields.includes('story')) return [];
  const numberAt = headings.findIndex((heading) => numberHeadings.has(foldHeading(heading)));
  return rows
    .filter(({ cells: row }) => row.some((cell) => cell.trim() !== ''))
    .map(({ cells: row }, index) => {
      const read = (field: ImportField): string => (row[fields.indexOf(field)] ?? '').trim();
      const number = Number(row[numberAt]);
      const actingUnit = read('actingUnit');
      const place = read('place');
      return {
        number: Number.isInteger(number) && number > 0 ? number : index + 1,
        name: read(nameField),
        story: read('story'),
        ...(actingUnit !== '' && { actingUnit }),
        ...(place !== '' && { place }),
      };
    });
}

function toField(name: string): ImportField {
  const fields = ['company', 'story', 'actingUnit', 'place'] as const;
  return fields.find((field) => field === name) ?? 'ignore';
}

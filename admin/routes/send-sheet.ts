import type { HttpContext } from '../../platform/http/index.ts';
import type { Rows } from '../../knowledge/index.ts';
import type { AdminPorts } from '../ports.ts';

/** Their media types, by the ending of the file. */
export const sheetTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

/** Answers with rows as a download: a workbook, or CSV with `?as=csv`. */
export async function sendSheet(
  ctx: HttpContext,
  { writeXlsx, writeCsv }: AdminPorts['sheets'],
  name: string,
  rows: Rows,
): Promise<void> {
  const format = ctx.query['as'] === 'csv' ? 'csv' : 'xlsx';
  const bytes = await (format === 'csv' ? writeCsv : writeXlsx)(rows);
  ctx.set('Cache-Control', 'no-store');
  ctx.attachment(`${name}.${format}`);
  ctx.type = sheetTypes[format];
  ctx.body = Buffer.from(bytes);
}

import type Router from '@koa/router';
import {
  listColumns,
  listFacts,
  toCitationLabel,
  toHeading,
  type ColumnName,
  type TableRow,
} from '../../knowledge/index.ts';
import { type HttpState, type Identify, parseRequestPart } from '../../platform/http/index.ts';
import { canReadKnowledge } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { authorise } from '../session/authorise.ts';
import { sendSheet } from './send-sheet.ts';
import { TableQuerySchema } from './tables.schema.ts';

/** A whole table as a workbook that can be edited and imported again. */
export function mountTableExport(
  router: Router<HttpState>,
  { tables, sheets }: Pick<AdminPorts, 'tables' | 'sheets'>,
  identify: Identify,
): void {
  router.get('/api/admin/tables/export/:kind', async (ctx) => {
    authorise(await identify(ctx), canReadKnowledge);
    const { kind } = parseRequestPart('params', TableQuerySchema, ctx.params);
    const columns = listColumns(kind);
    const rows = (await tables.list(kind)).map((row) =>
      columns.map((column) => toCell(row, column)),
    );
    await sendSheet(ctx, sheets, kind, [columns.map(toHeading), ...rows]);
  });
}

function toCell(row: TableRow, column: ColumnName): string {
  const { also, citations, area, validFrom = '', validTo = '' } = row;
  const around: Partial<Record<ColumnName, string>> = {
    also: also.join('|'),
    citations: citations.map(toCitationLabel).join('；'),
    area,
    in_force_from: validFrom,
    in_force_to: validTo,
  };
  return around[column] ?? listFacts(row).find(({ name }) => name === column)?.text ?? '';
}

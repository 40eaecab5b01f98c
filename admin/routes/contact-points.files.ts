import type Router from '@koa/router';
import {
  pointColumns,
  readPointRows,
  type PointColumn,
  type PointKind,
} from '../../people/index.ts';
import {
  createLimitUploads,
  HttpError,
  type HttpContext,
  type HttpState,
  type Identify,
  parseRequestPart,
} from '../../platform/http/index.ts';
import { expectStaff } from '../caller.ts';
import { createKeepPoints } from '../keep-points.ts';
import { canKeepPoints, canReadPoints } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { authorise } from '../session/authorise.ts';
import {
  PointImportQuerySchema,
  type PointImportView,
  SheetQuerySchema,
} from './contact-points.schema.ts';
import { readUploadedRows } from './read-rows.ts';
import { sendSheet } from './send-sheet.ts';

const path = '/api/admin/contact-points';

/** What is not JSON: the sheet for the wall, and a list of points in. */
export function mountContactPointFiles(
  router: Router<HttpState>,
  ports: AdminPorts,
  identify: Identify,
): void {
  const { points, sheets } = ports;
  const keep = createKeepPoints(ports);
  const say = (key: string): string => ports.render({ key }, 'zh-CN').text;

  async function expectKeeper(ctx: HttpContext): Promise<string> {
    const caller = await identify(ctx);
    authorise(caller, canKeepPoints);
    return expectStaff(caller).accountId;
  }

  router.get(`${path}/sheet`, async (ctx) => {
    const caller = await identify(ctx);
    authorise(caller, canReadPoints);
    const { ids } = parseRequestPart('query', SheetQuerySchema, ctx.query);
    const all = (await points.store.list()).filter(({ id }) => ids.includes(id));
    const isPrintable = all.every(({ state }) => state === 'active');
    if (all.length < ids.length || !isPrintable) throw new HttpError('not_found');
    await keep.record(expectStaff(caller).accountId, 'print', ids.join());
    ctx.set('Cache-Control', 'no-store');
    ctx.attachment(`${say('sheet.file.print')}.pdf`);
    ctx.type = 'application/pdf';
    ctx.body = Buffer.from(await points.printSheets(all));
  });

  router.get(`${path}/template`, async (ctx) => {
    await expectKeeper(ctx);
    const { toHeading, toKind } = toLabels(say);
    const example = pointColumns.map((column) =>
      column === 'kind' ? toKind('community') : say(`sheet.example.${column}`),
    );
    await sendSheet(ctx, sheets, say('sheet.file.template'), [
      pointColumns.map(toHeading),
      example,
    ]);
  });

  router.post(`${path}/import`, createLimitUploads(), async (ctx) => {
    const accountId = await expectKeeper(ctx);
    const { trial } = parseRequestPart('query', PointImportQuerySchema, ctx.query);
    ctx.set('Cache-Control', 'no-store');
    const list = await readUploadedRows(ctx, points.readFile);
    if ('refused' in list) {
      ctx.body = toRefusal(list.refused);
      return;
    }
    const { added, knownCount, faults } = readPointRows(list.rows, await points.store.list(), {
      ...toLabels(say),
      fold: ports.fold,
    });
    if (trial === undefined) await keep.addAll(accountId, added);
    const view: PointImportView = { added: added.length, known: knownCount, faults: [...faults] };
    ctx.body = view;
  });
}

function toRefusal(refused: string): PointImportView {
  return { added: 0, known: 0, faults: [], refused };
}

/** Headings and kinds as the sheet names them. */
function toLabels(say: (key: string) => string) {
  return {
    toHeading: (column: PointColumn) => say(`console.points.${column}`),
    toKind: (kind: PointKind) => say(`console.points.kinds.${kind}`),
  };
}

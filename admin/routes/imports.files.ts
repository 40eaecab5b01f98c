import type Router from '@koa/router';
import {
  createLimitUploads,
  HttpError,
  type HttpContext,
  type HttpState,
  type Identify,
  parseRequestPart,
  readUpload,
} from '../../platform/http/index.ts';
import {
  ImportError,
  isRowKind,
  listColumns,
  type Rows,
  toHeading,
  type SourcePlan,
} from '../../knowledge/index.ts';
import { expectStaff } from '../caller.ts';
import { canEditKnowledge } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { authorise } from '../session/authorise.ts';
import { presentImport } from './imports.present.ts';
import { ImportIdSchema, TemplateParamsSchema } from './imports.schema.ts';
import { sendSheet } from './send-sheet.ts';

const path = '/api/admin/imports';

/** What is not JSON: files in, one a request (10 MB), and the lists of faults and templates out. */
export function mountImportFiles(
  router: Router<HttpState>,
  ports: Pick<AdminPorts, 'imports' | 'sheets' | 'audit' | 'render' | 'now'>,
  identify: Identify,
): void {
  const { imports, sheets, audit, render, now } = ports;
  const expectEditor = async (ctx: HttpContext) => {
    const caller = await identify(ctx);
    authorise(caller, canEditKnowledge);
    return expectStaff(caller);
  };

  router.post(`${path}/:id/files`, createLimitUploads(), async (ctx) => {
    const { accountId } = await expectEditor(ctx);
    const { id } = parseRequestPart('params', ImportIdSchema, ctx.params);
    const { name, bytes } = await readUpload(ctx);
    await audit.record({ at: now(), accountId, action: 'import.add_file', object: id });
    ctx.set('Cache-Control', 'no-store');
    ctx.status = 201;
    ctx.body = presentImport(await imports.addFile(id, name, bytes));
  });

  router.get(`${path}/template/:kind`, async (ctx) => {
    await expectEditor(ctx);
    const { kind } = parseRequestPart('params', TemplateParamsSchema, ctx.params);
    if (!isRowKind(kind)) throw new HttpError('not_found');
    await sendSheet(ctx, sheets, kind, [listColumns(kind).map(toHeading)]);
  });

  router.get(`${path}/:id/faults`, async (ctx) => {
    await expectEditor(ctx);
    const { id } = parseRequestPart('params', ImportIdSchema, ctx.params);
    const { plans } = await imports.read(id);
    await sendSheet(ctx, sheets, 'faults', toFaultRows(plans, render));
  });

  router.get(`${path}/:id/files/:file`, async (ctx) => {
    await expectEditor(ctx);
    const { id } = parseRequestPart('params', ImportIdSchema, { id: ctx.params['id'] });
    const file = (await imports.find(id))?.files.find((known) => known.id === ctx.params['file']);
    const bytes = file && (await imports.readFile(id, file.id));
    if (bytes === undefined) throw new ImportError('import_not_found');
    ctx.set('Cache-Control', 'no-store');
    ctx.set('Content-Security-Policy', "default-src 'none'; sandbox");
    ctx.attachment(file?.name ?? 'file');
    ctx.type = 'application/octet-stream';
    ctx.body = Buffer.from(bytes);
  });
}

const faultColumns = ['files', 'fault_row', 'fault_column', 'fault_reason', 'fault_value'] as const;

/** One fault a row, in the words that the screen has for them. */
function toFaultRows(plans: readonly SourcePlan[], render: AdminPorts['render']): Rows {
  const say = (key: string): string => render({ key: `console.import.${key}` }, 'zh-CN').text;
  const faults = plans.flatMap((plan) => plan.faults);
  return [
    faultColumns.map(say),
    ...faults.map(({ source, row, column, reason, value }) => [
      source,
      row === undefined ? '' : String(row),
      column === undefined ? '' : toHeading(column),
      say(`row_fault.${reason}`),
      value ?? '',
    ]),
  ];
}

import type Router from '@koa/router';
import type { Rows } from '../../knowledge/index.ts';
import {
  createLimitUploads,
  type HttpContext,
  type HttpState,
  type Identify,
  parseRequestPart,
} from '../../platform/http/index.ts';
import { expectStaff } from '../caller.ts';
import { createKeepUnits } from '../keep-units.ts';
import { createPlanUnitList, type PlannedList } from '../plan-unit-list.ts';
import { canKeepUnits, isOfBureau } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { authorise } from '../session/authorise.ts';
import { createUnitSheets } from '../unit-sheets.ts';
import { readUploadedRows } from './read-rows.ts';
import { sendSheet } from './send-sheet.ts';
import {
  ExportQuerySchema,
  ImportQuerySchema,
  ListNameSchema,
  type ListImportView,
  type UnitListName,
} from './units.schema.ts';

const path = '/api/admin/units';
const mostShown = 200;
const mostItems = 50;

/** The organisation's lists as files: an empty sheet, what is stored, and a sheet in, looked at first. */
export function mountUnitFiles(
  router: Router<HttpState>,
  ports: AdminPorts,
  identify: Identify,
): void {
  const { unitDesk, sheets } = ports;
  const own = createUnitSheets(ports);
  const plan = createPlanUnitList(ports);
  const { changeTree } = createKeepUnits(ports);

  /** Of one unit, or of all. The register of certificates holds no numbers to give out. */
  async function listRows(list: UnitListName, unitId: string | undefined): Promise<Rows> {
    const { tree, powers, remits } = unitDesk;
    if (list === 'units') return tree.all().map(own.toUnitRow);
    if (list === 'remits') return (await remits.list()).map(own.toRemitRow);
    if (list === 'certificates') return [];
    const found = await (unitId === undefined ? powers.list() : powers.listOf([unitId]));
    return found.map(own.toPowerRow);
  }

  router.get(`${path}/template/:list`, async (ctx) => {
    authorise(await identify(ctx), canKeepUnits);
    const { list } = parseRequestPart('params', ListNameSchema, ctx.params);
    const lines = list === 'remits' ? own.emptyRemits : [];
    await sendSheet(ctx, sheets, own.fileName(`template_${list}`), [own.heads[list], ...lines]);
  });

  router.get(`${path}/export/:list`, async (ctx) => {
    authorise(await identify(ctx), isOfBureau);
    const { list } = parseRequestPart('params', ListNameSchema, ctx.params);
    const { unitId } = parseRequestPart('query', ExportQuerySchema, ctx.query);
    const rows = await listRows(list, unitId);
    await sendSheet(ctx, sheets, own.fileName(list), [own.heads[list], ...rows]);
  });

  router.post(`${path}/import/:list`, createLimitUploads(), async (ctx: HttpContext) => {
    const caller = await identify(ctx);
    authorise(caller, canKeepUnits);
    const { list } = parseRequestPart('params', ListNameSchema, ctx['params']);
    const { trial, whole } = parseRequestPart('query', ImportQuerySchema, ctx.query);
    ctx.set('Cache-Control', 'no-store');
    const given = await readUploadedRows(ctx, unitDesk.readFile);
    if ('refused' in given) {
      ctx.body = toRefusal(given.refused);
      return;
    }
    const { rows } = given;
    const isWhole = whole !== undefined;
    if (trial !== undefined) {
      ctx.body = presentPlan(await plan(list, rows, isWhole));
      return;
    }
    const { accountId } = expectStaff(caller);
    ctx.body = await changeTree(async () => {
      const planned = await plan(list, rows, isWhole);
      await planned.keep(accountId);
      return presentPlan(planned);
    });
  });
}

function presentPlan({
  added,
  changed,
  sameCount,
  removedCount,
  faults,
}: PlannedList): ListImportView {
  const items = [
    ...added.map((title) => ({ change: 'added' as const, title })),
    ...changed.map((title) => ({ change: 'changed' as const, title })),
  ];
  return {
    added: added.length,
    changed: changed.length,
    same: sameCount,
    removed: removedCount,
    items: items.slice(0, mostItems),
    faults: faults.slice(0, mostShown),
    faultCount: faults.length,
  };
}

function toRefusal(refused: string): ListImportView {
  return {
    added: 0,
    changed: 0,
    same: 0,
    removed: 0,
    items: [],
    faults: [],
    faultCount: 0,
    refused,
  };
}

import { defineRoute, HttpError, type Caller, type Route } from '../../platform/http/index.ts';
import { may } from '../../people/index.ts';
import {
  previewRouting,
  type RoutingPreview,
  type RoutingRule,
  type RoutingTable,
  type Ticket,
} from '../../tickets/index.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff } from '../caller.ts';
import { holds } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentUnitNames } from './place.present.ts';
import {
  RoutingChangeSchema,
  RoutingPreviewAskSchema,
  RoutingPreviewSchema,
  type RoutingPreviewView,
  RoutingSchema,
  type RoutingView,
  type RuleView,
} from './routing.schema.ts';

const path = '/api/admin/routing';
const tablesShown = 20;
const previewDays = 90;
const dayMs = 86_400_000;
const canRead = holds('routing');
const canEdit = holds('edit_routing');

type Ports = Pick<
  AdminPorts,
  'routing' | 'ticketing' | 'ticketExports' | 'accounts' | 'units' | 'fold' | 'audit' | 'now'
>;

/** Which unit, section and colleagues a new matter goes to: the table, its versions, and what a change would do. */
export function createRoutingRoutes(ports: Ports): readonly Route[] {
  const { routing, ticketExports, accounts, units, fold, audit, now } = ports;
  const access = createTicketAccess(ports);

  async function load(caller: Caller): Promise<RoutingView> {
    const [tables, all] = await Promise.all([routing.list(tablesShown), accounts.list()]);
    const [newest] = tables;
    return {
      version: newest?.version ?? 0,
      rules: (newest?.rules ?? []).map(presentRule),
      canEdit: canEdit(caller),
      units: presentUnitNames(units.all()),
      colleagues: all
        .filter(({ disabledAt, roles }) => disabledAt === undefined && may(roles, 'move'))
        .map(({ id, name }) => ({ id, name })),
      tables: tables.map(presentTable),
    };
  }

  /** Matters of the last days that the caller may see. */
  async function* listFiled(caller: Caller): AsyncIterable<Ticket> {
    const to = now();
    const from = new Date(to.getTime() - previewDays * dayMs);
    for await (const ticket of ticketExports.listForExport({ from, to, by: 'filed' })) {
      if (access.canSee(caller, ticket)) yield ticket;
    }
  }

  async function refuseUnknown(rules: readonly RoutingRule[]): Promise<void> {
    const unitIds = new Set(units.all().map(({ id }) => id));
    const accountIds = new Set((await accounts.list()).map(({ id }) => id));
    const isKnown = ({ unitId, assigneeIds = [] }: RoutingRule): boolean =>
      (unitId === undefined || unitIds.has(unitId)) &&
      assigneeIds.every((id) => accountIds.has(id));
    const isUnique = new Set(rules.map(({ id }) => id)).size === rules.length;
    if (!isUnique || !rules.every(isKnown)) throw new HttpError('request_invalid');
  }

  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'The table that says where new matters go, and those before it',
      audience: 'staff',
      policy: canRead,
      response: RoutingSchema,
      handle: ({ caller }) => load(caller),
      present: (view) => view,
    }),
    defineRoute({
      method: 'post',
      path: `${path}/preview`,
      summary:
        'What a table would have done to the matters of the last 90 days; nothing is written',
      audience: 'staff',
      policy: canEdit,
      body: RoutingPreviewAskSchema,
      maxBodyBytes: 512 * 1024,
      response: RoutingPreviewSchema,
      async handle({ body, caller }) {
        const [newest] = await routing.list(1);
        const rules = body.rules.map(toRule);
        return previewRouting(listFiled(caller), newest?.rules ?? [], rules, fold);
      },
      present: presentPreview,
    }),
    defineRoute({
      method: 'put',
      path,
      summary: 'Publish a table; it holds for what is filed or sorted from now on',
      audience: 'staff',
      policy: canEdit,
      body: RoutingChangeSchema,
      maxBodyBytes: 512 * 1024,
      response: RoutingSchema,
      async handle({ body, caller }) {
        const { accountId, name } = expectStaff(caller);
        const rules = body.rules.map(toRule);
        await refuseUnknown(rules);
        const version = body.version + 1;
        const [newest] = await routing.list(1);
        if ((newest?.version ?? 0) !== body.version) throw new HttpError('version_conflict');
        const object = `routing-${version}`;
        await audit.record({ at: now(), accountId, action: 'routing.publish', object });
        const table = { version, rules, note: body.note, by: { accountId, name }, at: now() };
        if (!(await routing.insert(table))) throw new HttpError('version_conflict');
        return load(caller);
      },
      present: (view) => view,
    }),
  ];
}

/** Drops what was left empty. */
function toRule(rule: RuleView): RoutingRule {
  const { id, kinds, areas, places, matters, unitId, section, assigneeIds } = rule;
  return {
    id,
    ...(kinds && { kinds }),
    ...(areas && { areas }),
    ...(places && { places }),
    ...(matters && { matters }),
    ...(unitId !== undefined && { unitId }),
    ...(section !== undefined && { section }),
    ...(assigneeIds && { assigneeIds }),
  };
}

function presentRule({ kinds, areas, places, matters, assigneeIds, ...rule }: RoutingRule) {
  return {
    ...rule,
    ...(kinds && { kinds: [...kinds] }),
    ...(areas && { areas: [...areas] }),
    ...(places && { places: [...places] }),
    ...(matters && { matters: [...matters] }),
    ...(assigneeIds && { assigneeIds: [...assigneeIds] }),
  };
}

function presentTable({
  version,
  note,
  by,
  at,
  rules,
}: RoutingTable): RoutingView['tables'][number] {
  return { version, note, by: by.name, at: at.toISOString(), rules: rules.map(presentRule) };
}

function presentPreview({ hits, samples, ...counts }: RoutingPreview): RoutingPreviewView {
  return {
    ...counts,
    days: previewDays,
    hits: [...hits].map(([ruleId, count]) => ({ ruleId, count })),
    samples: samples.map(({ from, to, filedAt, ...sample }) => ({
      ...sample,
      filedAt: filedAt.toISOString(),
      ...(from && { from: presentRule(from) }),
      ...(to && { to: presentRule(to) }),
    })),
  };
}

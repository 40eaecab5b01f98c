import { randomUUID } from 'node:crypto';
import { listRunningRecusals } from '../../people/index.ts';
import { type Caller, defineRoute, type Route } from '../../platform/http/index.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff } from '../caller.ts';
import { createManageRecusals } from '../manage-recusals.ts';
import { canReadTickets, holds } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import {
  EndRecusalSchema,
  NewRecusalSchema,
  RecusalIdSchema,
  RecusalListSchema,
  type RecusalView,
} from './recusals.schema.ts';

const path = '/api/admin/recusals';
const canSetForOthers = holds('recusals');

/** 回避: who keeps out of which matter. A head sees everybody's, everybody else their own. */
export function createRecusalRoutes(ports: AdminPorts): readonly Route[] {
  const { accounts, units } = ports;
  const manage = createManageRecusals(ports);
  const access = createTicketAccess(ports);

  async function list(caller: Caller): Promise<readonly RecusalView[]> {
    const { accountId } = expectStaff(caller);
    const isHead = canSetForOthers(caller);
    const running = (await accounts.list())
      .filter(({ id }) => isHead || id === accountId)
      .flatMap((account) =>
        listRunningRecusals(account.recusals).map((recusal) => ({ account, recusal })),
      );
    const ids = running.flatMap(({ recusal: { matter } }) =>
      matter.kind === 'ticket' ? [matter.ticketId] : [],
    );
    const tickets = await access.findMany(caller, ids);
    // The reason may say who complained: of a matter that the caller does not see it stays behind.
    const shown = running.filter(
      ({ account, recusal: { matter } }) =>
        matter.kind === 'unit' || account.id === accountId || tickets.has(matter.ticketId),
    );
    return shown.map(({ account, recusal: { id, matter, reason, by, at } }) => {
      const number = matter.kind === 'ticket' ? tickets.get(matter.ticketId)?.number : undefined;
      const unit =
        matter.kind === 'unit'
          ? units.all().find((one) => one.id === matter.unitId)?.name
          : undefined;
      return {
        id,
        accountId: account.id,
        name: account.name,
        reason,
        by,
        at: at.toISOString(),
        canEnd: isHead && account.id !== accountId,
        ...(number !== undefined && { ticketNumber: number }),
        ...(unit !== undefined && { unit }),
      };
    });
  }

  const shared = {
    audience: 'staff',
    response: RecusalListSchema,
    present: (items: readonly RecusalView[]) => ({ items }),
  } as const;
  return [
    defineRoute({
      ...shared,
      method: 'get',
      path,
      summary: 'Who keeps out of which matter',
      policy: canReadTickets,
      handle: ({ caller }) => list(caller),
    }),
    defineRoute({
      ...shared,
      method: 'post',
      path,
      summary: 'Keep out of a ticket or of all matters against a unit; what one has of it goes on',
      policy: canReadTickets,
      body: NewRecusalSchema,
      status: 201,
      async handle({ body, caller }) {
        await manage.add(randomUUID(), body, expectStaff(caller));
        return list(caller);
      },
    }),
    defineRoute({
      ...shared,
      method: 'post',
      path: `${path}/:id/end`,
      summary: 'Let a colleague have the matter again; nobody ends their own',
      policy: canSetForOthers,
      params: RecusalIdSchema,
      body: EndRecusalSchema,
      async handle({ params, body, caller }) {
        await manage.end(body.accountId, params.id, expectStaff(caller));
        return list(caller);
      },
    }),
  ];
}

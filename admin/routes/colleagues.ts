import { type Account, findDeputy, isOfUnit, isThere } from '../../people/index.ts';
import { type Caller, defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { canHave } from '../access/can-have.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff } from '../caller.ts';
import { canReadTickets, holds } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { AccountIdSchema } from './accounts.schema.ts';
import {
  type Colleague,
  ColleagueListSchema,
  ColleagueQuerySchema,
  LeavesChangeSchema,
} from './colleagues.schema.ts';
import { presentLeave, toLeave } from './place.present.ts';

const path = '/api/admin/colleagues';
const canSetLeaves = holds('leaves');

/** Colleagues, what each has, who is away and who stands in. */
export function createColleagueRoutes(ports: AdminPorts): readonly Route[] {
  const { accounts, watch, audit, units, now } = ports;
  const access = createTicketAccess(ports);

  async function list(caller: Caller, number?: string): Promise<readonly Colleague[]> {
    const ticket = number === undefined ? undefined : await access.load(caller, number);
    const all = await accounts.list();
    const shown = all
      .filter(({ disabledAt, roles }) => disabledAt === undefined && !isOfUnit(roles))
      .filter((account) => ticket === undefined || canHave(account, ticket, units.all()));
    const counts = await watch.countOpen(shown.map(({ id }) => id));
    return shown.map((account) => {
      const open = counts.get(account.id) ?? 0;
      return toColleague(account, { all, open, at: now(), caller });
    });
  }

  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'Colleagues to whom a ticket may be assigned, with what they have and who is away',
      audience: 'staff',
      policy: (caller) => canReadTickets(caller) || canSetLeaves(caller),
      query: ColleagueQuerySchema,
      response: ColleagueListSchema,
      handle: ({ query, caller }) => list(caller, query.ticket),
      present: (items) => ({ items }),
    }),
    defineRoute({
      method: 'put',
      path: `${path}/:id/leaves`,
      summary: 'Say when a colleague is away and who stands in; of oneself everybody may',
      audience: 'staff',
      policy: (caller) => canReadTickets(caller) || canSetLeaves(caller),
      params: AccountIdSchema,
      body: LeavesChangeSchema,
      response: ColleagueListSchema,
      async handle({ params, body, caller }) {
        const { accountId } = expectStaff(caller);
        if (params.id !== accountId && !canSetLeaves(caller)) throw new HttpError('not_permitted');
        const all = await accounts.list();
        const account = all.find(({ id }) => id === params.id);
        if (account === undefined) throw new HttpError('not_found');
        if (account.version !== body.version) throw new HttpError('version_conflict');
        refuseUnfit(body.leaves, account, all);
        await audit.record({ at: now(), accountId, action: 'account.leave', object: params.id });
        const leaves = body.leaves.map(toLeave);
        if (!(await accounts.save({ ...account, leaves }))) throw new HttpError('version_conflict');
        return list(caller);
      },
      present: (items) => ({ items }),
    }),
  ];
}

function toColleague(
  account: Account,
  {
    all,
    open,
    at,
    caller,
  }: {
    readonly all: readonly Account[];
    readonly open: number;
    readonly at: Date;
    readonly caller: Caller;
  },
): Colleague {
  const { id, name, version, leaves = [] } = account;
  const deputy = findDeputy(all, id, at)?.name;
  const isOwn = caller.kind === 'staff' && caller.accountId === id;
  return {
    id,
    name,
    version,
    open,
    isAway: !isThere(account, at),
    ...(deputy !== undefined && { deputy }),
    ...((isOwn || canSetLeaves(caller)) && {
      leaves: leaves.filter(({ until }) => until > at).map(presentLeave),
    }),
  };
}

/** Ends not before it begins; the deputy is somebody else with an account that is open. */
function refuseUnfit(
  leaves: readonly { from: string; until: string; deputyId?: string | undefined }[],
  { id }: Account,
  all: readonly Account[],
): void {
  const isDeputy = (deputyId: string): boolean =>
    deputyId !== id && all.some((other) => other.id === deputyId && other.disabledAt === undefined);
  const isFit = leaves.every(
    ({ from, until, deputyId }) => from <= until && (deputyId === undefined || isDeputy(deputyId)),
  );
  if (!isFit) throw new HttpError('request_invalid');
}

import type { Account, Recusal } from '../people/index.ts';
import { HttpError } from '../platform/http/index.ts';
import { endStatuses, type Ticket } from '../tickets/index.ts';
import { createTicketAccess } from './access/ticket-access.ts';
import type { Staff } from './caller.ts';
import { ticketsTopic } from './feed.ts';
import { createPassOn } from './pass-on.ts';
import { holds } from './policies.ts';
import type { AdminPorts } from './ports.ts';

type Ports = Pick<
  AdminPorts,
  'accounts' | 'audit' | 'news' | 'now' | 'render' | 'ticketing' | 'units'
>;

export type RecusalWish = {
  /** Whose; the caller's own where absent. */
  readonly accountId?: string | undefined;
  readonly ticketNumber?: string | undefined;
  readonly unitId?: string | undefined;
  readonly reason: string;
};

const canSetForOthers = holds('recusals');
const mostOwned = 1000;

/**
 * 回避: everybody declares their own, a head sets anybody's and ends it. Leading document: the account. What the
 * account has of the matter is given back at once and, where the rules name somebody, to that colleague.
 */
export function createManageRecusals(ports: Ports) {
  const { accounts, audit, news, now, ticketing, units } = ports;
  const { passOn } = createPassOn(ports);
  const access = createTicketAccess(ports);

  async function findAccount(id: string): Promise<Account> {
    const account = await accounts.find(id);
    if (account === undefined) throw new HttpError('not_found');
    return account;
  }

  async function toMatter(wish: RecusalWish, caller: Staff): Promise<Recusal['matter']> {
    const { ticketNumber, unitId } = wish;
    if (ticketNumber !== undefined) {
      return { kind: 'ticket', ticketId: (await access.load(caller, ticketNumber)).id };
    }
    const isKnown = units.all().some(({ id }) => id === unitId);
    if (unitId === undefined || !isKnown) throw new HttpError('request_invalid');
    return { kind: 'unit', unitId };
  }

  async function listOwned(accountId: string): Promise<readonly Ticket[]> {
    const query = { assigneeId: accountId, open: true, page: 1, order: 'oldest' } as const;
    return (await ticketing.store.list({ ...query, pageSize: mostOwned })).items;
  }

  return {
    async add(id: string, wish: RecusalWish, caller: Staff): Promise<Recusal> {
      const { accountId = caller.accountId, reason } = wish;
      const isOwn = accountId === caller.accountId;
      if (!isOwn && !canSetForOthers(caller)) throw new HttpError('not_permitted');
      const account = await findAccount(accountId);
      const matter = await toMatter(wish, caller);
      const by = isOwn ? 'self' : 'head';
      const recusal: Recusal = { id, matter, reason, by, setBy: caller.accountId, at: now() };
      const object = `${accountId} ${matter.kind === 'ticket' ? matter.ticketId : matter.unitId}`;
      await audit.record({ at: now(), accountId: caller.accountId, action: 'recusal.set', object });
      const recusals = [...(account.recusals ?? []), recusal];
      if (!(await accounts.save({ ...account, recusals }))) throw new HttpError('version_conflict');
      const owned = (await listOwned(accountId)).filter((ticket) => concerns(recusal, ticket));
      for (const ticket of owned) await passOn(ticket);
      if (owned.length > 0) news.announce(ticketsTopic);
      return recusal;
    },

    /** Nobody ends their own. */
    async end(accountId: string, id: string, caller: Staff): Promise<void> {
      if (accountId === caller.accountId) throw new HttpError('not_permitted');
      const account = await findAccount(accountId);
      const found = account.recusals?.find((one) => one.id === id && one.endedAt === undefined);
      if (found === undefined) throw new HttpError('not_found');
      const object = `${accountId} ${id}`;
      await audit.record({ at: now(), accountId: caller.accountId, action: 'recusal.end', object });
      const recusals = (account.recusals ?? []).map((one) =>
        one.id === id ? { ...one, endedAt: now() } : one,
      );
      if (!(await accounts.save({ ...account, recusals }))) throw new HttpError('version_conflict');
    },
  };
}

/** Whether a recusal takes the ticket away. */
function concerns({ matter }: Recusal, { id, status, respondent, desk }: Ticket): boolean {
  if (endStatuses.some((end) => end === status)) return false;
  if (matter.kind === 'ticket') return matter.ticketId === id;
  const against =
    respondent === undefined
      ? (desk?.guessedUnitIds ?? [])
      : [respondent.actingUnitId, respondent.responsibleOrganId];
  return against.includes(matter.unitId);
}

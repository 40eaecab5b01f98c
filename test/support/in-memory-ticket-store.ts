import {
  isEnded,
  isInEscrow,
  isUrgent,
  isWithin,
  TicketError,
  toPendingAt,
} from '../../tickets/index.ts';
import type { Ticket, TicketQuery, TicketStore } from '../../tickets/index.ts';

/** A TicketStore for tests of use-cases alone; it passes the same contract as the real one. */
export function createInMemoryTicketStore(tickets = new Map<string, Ticket>()): TicketStore {
  const findWhere = async (matches: (ticket: Ticket) => boolean) =>
    [...tickets.values()].find(matches);
  return {
    find: async (id) => tickets.get(id),
    findByNumber: async (number) => findWhere((ticket) => ticket.number === number),
    findByReceiptHash: async (hash) => findWhere((ticket) => ticket.receiptHash === hash),
    async insert(ticket) {
      const stored = tickets.get(ticket.id);
      if (stored !== undefined) return { kind: 'replay', ticket: stored };
      if ([...tickets.values()].some(({ number }) => number === ticket.number)) {
        return { kind: 'number_taken' };
      }
      tickets.set(ticket.id, structuredClone(ticket));
      return { kind: 'stored' };
    },
    async save(ticket) {
      const stored = tickets.get(ticket.id);
      if (stored === undefined) throw new TicketError('ticket_not_found');
      if (stored.version !== ticket.version) {
        throw new TicketError('ticket_version_conflict', { currentVersion: stored.version });
      }
      const saved = structuredClone({ ...ticket, version: ticket.version + 1 });
      tickets.set(saved.id, saved);
      return saved;
    },
    async list(query) {
      const found = [...tickets.values()].filter((ticket) => matchesQuery(ticket, query));
      const from = (query.page - 1) * query.pageSize;
      const ordered = found.toSorted(compareBy(query.order));
      const sorted = query.urgentFirst
        ? [...ordered.filter(isUrgent), ...ordered.filter((ticket) => !isUrgent(ticket))]
        : ordered;
      return { items: sorted.slice(from, from + query.pageSize), total: found.length };
    },
    listMerged: async (leadingId) =>
      [...tickets.values()].filter(({ mergedInto }) => mergedInto === leadingId),
    async listPending(now, limit) {
      const isDue = (ticket: Ticket) =>
        (toPendingAt(ticket)?.getTime() ?? Infinity) <= now.getTime();
      const due = [...tickets.values()].filter(isDue);
      return due.slice(0, limit).map(({ id }) => id);
    },
    async movePending(id, version, to) {
      const stored = tickets.get(id);
      if (stored?.version !== version) return false;
      const { pendingFrom: _, ...rest } = stored;
      tickets.set(id, to === undefined ? rest : { ...rest, pendingFrom: to });
      return true;
    },
  };
}

function matchesQuery(ticket: Ticket, query: TicketQuery): boolean {
  const { kind, status, area, assigneeId, personId, open, query: words } = query;
  return (
    (kind === undefined || ticket.kind === kind) &&
    (status === undefined || ticket.status === status) &&
    (area === undefined || ticket.area === area) &&
    (assigneeId === undefined || ticket.assigneeId === assigneeId) &&
    (personId === undefined || ticket.personId === personId) &&
    isOfCampaign(ticket, query) &&
    isJoint(ticket, query) &&
    (query.bounds === undefined || isWithin(query.bounds, ticket)) &&
    (open === undefined || isEnded(ticket.status) !== open) &&
    (words === undefined ||
      ticket.number === words ||
      Object.values(ticket.facts).some((fact) => fact.includes(words)))
  );
}

function isOfCampaign(
  ticket: Ticket,
  { campaignId, outsideCampaignId, unitId, filedFrom, filedTo }: TicketQuery,
): boolean {
  const { campaignIds = [], respondent, createdAt } = ticket;
  const isAsked = campaignId !== undefined || outsideCampaignId !== undefined;
  const units = [respondent?.actingUnitId, respondent?.responsibleOrganId];
  return (
    !(isAsked && isInEscrow(ticket)) &&
    (campaignId === undefined || campaignIds.includes(campaignId)) &&
    (outsideCampaignId === undefined || !campaignIds.includes(outsideCampaignId)) &&
    (unitId === undefined || units.includes(unitId)) &&
    (filedFrom === undefined || createdAt >= filedFrom) &&
    (filedTo === undefined || createdAt <= filedTo)
  );
}

function isJoint(
  { partnerUnitIds = [], conference, expertAsks = [] }: Ticket,
  { partnerUnitId, isForConference, expertId }: TicketQuery,
): boolean {
  return (
    (partnerUnitId === undefined || partnerUnitIds.includes(partnerUnitId)) &&
    (isForConference === undefined || (conference !== undefined) === isForConference) &&
    (expertId === undefined || expertAsks.some((ask) => ask.expertId === expertId))
  );
}

function compareBy(order: TicketQuery['order']): (a: Ticket, b: Ticket) => number {
  if (order === 'due') return (a, b) => toTime(a.dueAt) - toTime(b.dueAt);
  const sign = order === 'newest' ? -1 : 1;
  return (a, b) => sign * (a.createdAt.getTime() - b.createdAt.getTime());
}

function toTime(date: Date | undefined): number {
  return date?.getTime() ?? Infinity;
}

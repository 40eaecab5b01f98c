import { refuseStranger } from './act.ts';
import type { TicketRequest } from './act.ts';
import { advance } from './advance.ts';
import { changeTicket, loadTicket } from './change-ticket.ts';
import { computeDue } from './deadlines.ts';
import { TicketError } from './errors.ts';
import { toNoticeKey } from './notices.ts';
import type { Routed, TicketPorts } from './ports.ts';
import { currentProcedure, findProcedure } from './procedure.ts';
import { toRoutedValues } from './routing/apply-desk.ts';
import { toShanghaiDay } from './shanghai-day.ts';
import { ticketKinds } from './ticket.ts';
import type { StepClock, Ticket, TicketKind, Told } from './ticket.ts';
import type { StepTicketRequest } from './step-ticket.ts';

const longestArea = 40;
/** What a person may have chosen wrongly; leads and coordination come in by other ways. */
const exchangeable: readonly TicketKind[] = [
  'complaint',
  'enterprise_feedback',
  'consultation',
  'suggestion',
];

/**
 * 分拣: puts the ticket under an area and, while nobody has taken it up, under another kind, whose procedure and limits
 * then count from the day it was filed; the reporter is told. Leading document: the ticket. Throws TicketError.
 */
export function createSortTicket(ports: TicketPorts) {
  return async function sortTicket(request: StepTicketRequest): Promise<Ticket> {
    const routed = await routeAnew(ports, request);
    return changeTicket(ports, request, (ticket) => {
      refuseStranger(ticket, 'sort', request);
      const wanted = readWanted(ticket, request.values);
      const isDone = wanted.area === ticket.area && wanted.kind === ticket.kind;
      return isDone ? ticket : sort(ticket, wanted, { ...request, routed }, ports);
    });
  };
}

/** While nobody has taken the matter up, another area or kind sends it elsewhere. */
async function routeAnew(
  ports: TicketPorts,
  { numberOrId, values }: StepTicketRequest,
): Promise<Routed | undefined> {
  const ticket = await loadTicket(ports.store, numberOrId);
  if (ticket.status !== 'received' || ticket.assigneeId !== undefined) return undefined;
  const { area, kind } = readWanted(ticket, values);
  const routed = await ports.route?.({ ...ticket, kind, ...(area !== undefined && { area }) });
  if (routed === undefined) return undefined;
  const { assigneeId: _, ...desk } = routed;
  return desk;
}

type Wanted = { readonly area: string | undefined; readonly kind: TicketKind };

function readWanted(ticket: Ticket, values: StepTicketRequest['values'] = {}): Wanted {
  const area = values['area']?.trim() || ticket.area;
  const kind = ticketKinds.find((known) => known === (values['kind'] ?? ticket.kind));
  const isChange = kind !== ticket.kind;
  const mayChange =
    ticket.status === 'received' && [ticket.kind, kind].every((one) => isExchangeable(one));
  if (kind === undefined || (area?.length ?? 0) > longestArea || (isChange && !mayChange)) {
    throw new TicketError('ticket_value_invalid');
  }
  return { area, kind };
}

function isExchangeable(kind: TicketKind | undefined): boolean {
  return kind !== undefined && exchangeable.includes(kind);
}

function sort(
  ticket: Ticket,
  { area, kind }: Wanted,
  {
    by,
    key,
    reason,
    routed = {},
  }: TicketRequest & { readonly reason?: string; readonly routed?: Routed | undefined },
  ports: TicketPorts,
): Ticket {
  const procedure = findProcedure(ports.procedures, ticket);
  const next =
    kind === ticket.kind
      ? undefined
      : toKind(ticket, kind, { ...ports, isStaff: by.kind === 'staff' });
  const stepped = advance(
    ticket,
    {
      action: 'sort',
      at: ports.now(),
      by,
      values: { ...(area !== undefined && { area }), kind, ...toRoutedValues(routed) },
      ...(key !== undefined && { key }),
      ...(reason !== undefined && { reason }),
      tell: next?.tell ?? { kind: 'not_told', because: 'internal_step' },
      ...(next !== undefined && { clock: next.clock }),
    },
    procedure,
  );
  return {
    ...stepped,
    kind,
    ...(area !== undefined && { area }),
    ...(next !== undefined && { procedure: next.procedure }),
  };
}

/** The procedure, the running date and the words of the other kind. */
function toKind(
  ticket: Ticket,
  kind: TicketKind,
  ports: TicketPorts & { readonly isStaff: boolean },
): {
  readonly procedure: Ticket['procedure'];
  readonly clock: StepClock;
  readonly tell: Told;
} {
  const { procedures, calendar, now, undoMs } = ports;
  const at = now();
  const { id, version, entryLimits, limits } = currentProcedure(procedures, kind, at);
  const limit = entryLimits[ticket.status];
  const due = limit && computeDue(limit, limits, ticket.createdAt, calendar);
  const day =
    due !== undefined && due.at >= at ? due : computeDue('catch_up', limits, at, calendar);
  return {
    procedure: { id, version },
    clock: due === undefined ? { kind: 'stopped' } : { kind: 'started', due },
    tell:
      ticket.personId === undefined
        ? { kind: 'not_told', because: 'no_reporter' }
        : {
            kind: 'told',
            personId: ticket.personId,
            noticeKey: toNoticeKey(kind, 'sorted'),
            values: { number: ticket.number, due: toShanghaiDay(day.at), reason: '', text: '' },
            tellAt: new Date(at.getTime() + (ports.isStaff ? undoMs : 0)),
          },
  };
}

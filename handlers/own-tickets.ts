import type { Outcome, Reply, ReplyOption } from '../bot/index.ts';
import { findProcedure, presentForReporter } from '../tickets/index.ts';
import type { ReporterView, Ticket, TicketAction } from '../tickets/index.ts';
import { toSay, type CommandName } from './command.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import type { HandlerPorts } from './ports.ts';
import { offer } from './questions.ts';

/** A ticket of the person with what they may see and do. */
export type OwnTicket = { readonly ticket: Ticket; readonly view: ReporterView };

/** The person's own tickets, newest first. */
export type ListOwnTickets = (heard: Heard) => Promise<readonly OwnTicket[]>;

/** Finds which of the person's own tickets is meant; asks when there are several. */
export type PickTicket = (
  heard: Heard,
  wish: {
    readonly command: CommandName;
    /** The number that the person gave, in any writing; '' when none was given. */
    readonly number: string;
    /** Only tickets that allow this are offered; absent means all. */
    readonly action?: TicketAction;
  },
) => Promise<
  | { readonly kind: 'picked'; readonly own: OwnTicket }
  | { readonly kind: 'asked'; readonly outcome: Outcome<DialogueState> }
>;

/** As many as can be chosen by one digit. */
const mostListed = 9;

export function createListOwnTickets({
  tickets,
  procedures,
}: Pick<HandlerPorts, 'tickets' | 'procedures'>): ListOwnTickets {
  return async function listOwnTickets({ personId, at }) {
    const page = { page: 1, pageSize: mostListed, order: 'newest' } as const;
    const { items } = await tickets.list({ personId, ...page });
    return items.map((ticket) => toOwnTicket(ticket, procedures, at));
  };
}

function toOwnTicket(ticket: Ticket, procedures: HandlerPorts['procedures'], at: Date): OwnTicket {
  return { ticket, view: presentForReporter(ticket, findProcedure(procedures, ticket), at) };
}

/** Another person's ticket and no ticket sound the same: not found, with a hint to the receipt code. */
export function createPickTicket(
  listOwnTickets: ListOwnTickets,
  {
    progressUrl,
    tickets,
    procedures,
  }: Pick<HandlerPorts, 'progressUrl' | 'tickets' | 'procedures'>,
): PickTicket {
  return async function pickTicket(heard, { command, number, action }) {
    const ending = readEnding(number);
    if (number !== '' && ending === undefined) {
      const ticket = await tickets.findByNumber(number);
      return ticket?.personId === heard.personId
        ? { kind: 'picked', own: toOwnTicket(ticket, procedures, heard.at) }
        : asked(heard, { key: 'conversation.ticket.notFound', values: { progressUrl } });
    }
    const all = await listOwnTickets(heard);
    const meant =
      ending === undefined ? all : all.filter(({ view }) => view.number.endsWith(ending));
    if (ending !== undefined && meant.length === 0) {
      return asked(heard, { key: 'conversation.ticket.notFound', values: { progressUrl } });
    }
    const fitting = meant.filter(
      ({ view }) => action === undefined || view.actions.includes(action),
    );
    const inView = fitting.find(({ ticket }) => ticket.id === readInView(heard));
    if (inView !== undefined) return { kind: 'picked', own: inView };
    const [first, ...others] = fitting;
    if (first === undefined) return asked(heard, sayNone(command, all.length > 0));
    if (others.length === 0) return { kind: 'picked', own: first };
    const options = fitting.map(({ view }) => toTicketOption(view, command));
    return asked(heard, { key: `conversation.which.${command}`, options });
  };
}

const inViewMs = 30 * 60_000;

/** The ticket that was chosen or shown within half an hour. */
function readInView({ state, at }: Heard): string | undefined {
  const { id, at: since = '' } = state.focus ?? {};
  return at.getTime() - Date.parse(since) < inViewMs ? id : undefined;
}

/** The last digits of a number, three or more, as people read them off a screen. */
function readEnding(number: string): string | undefined {
  return /^\d{3,9}$/u.test(number) ? number : undefined;
}

/** The day in Shanghai, or a dash where no date runs. */
export function toDay(at: Date | undefined): string {
  const shanghaiOffsetMs = 8 * 3600_000;
  return at === undefined
    ? '—'
    : new Date(at.getTime() + shanghaiOffsetMs).toISOString().slice(0, 10);
}

function sayNone(command: CommandName, hasTickets: boolean): Reply {
  return hasTickets
    ? { key: `conversation.none.${command}`, options: [offer('progress')] }
    : { key: 'conversation.none.atAll', options: [offer('complain'), offer('consult')] };
}

function toTicketOption(
  { number, status, filedOn }: ReporterView,
  command: CommandName,
): ReplyOption {
  return {
    key: 'conversation.option.ticket',
    values: { number, statusKey: `notice.status.${status}`, filedOn },
    say: toSay(command, number),
  };
}

/** What was sent before stays at hand, for the choice may be what it belongs to. */
function asked(heard: Heard, reply: Reply) {
  const state = heard.state.pending?.kind === 'offer' ? heard.state : dropPending(heard.state);
  return { kind: 'asked', outcome: conclude(heard, { replies: [reply], state }) } as const;
}

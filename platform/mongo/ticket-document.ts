import { isEnded, isInEscrow, isUrgent, toPendingAt, type Ticket } from '../../tickets/index.ts';
import { bigrams } from '../fold/index.ts';
import { anything, defineCollection } from './collection.ts';

/** A ticket and, beside it, what is computed from it at every save so that an index can find it. */
export type TicketDocument = Omit<Ticket, 'id'> & {
  readonly _id: string;
  readonly v: number;
  /** Searched only, never read back. */
  readonly terms?: readonly string[];
  /** `dueAt`, or the end of time: tickets without a date come last. */
  readonly dueOrder: Date;
  /** 1 while the ticket cannot wait, else absent: descending, it comes first. */
  readonly urgentRank?: 1;
  readonly pendingAt?: Date;
  /** While its reporter waits for others, or it still lies sealed. */
  readonly escrow?: 1;
  /** Since when its reporter is asked whether a unit may be written to. */
  readonly contactAskedAt?: Date;
  readonly endedAt?: Date;
  /** When the last of its problems was found: their list is read in this order, and stops early. */
  readonly lastFoundAt?: Date;
};

const required = { ...anything, required: true };
const text = { type: String, required: true };
const time = { type: Date, required: true };
const present = (field: string) => ({ partialFilterExpression: { [field]: { $exists: true } } });

export const ticketCollection = defineCollection<TicketDocument>(
  'tickets',
  {
    version: { type: Number, required: true },
    number: text,
    kind: text,
    procedure: required,
    status: text,
    source: text,
    contactPointId: String,
    standing: String,
    openness: text,
    personId: String,
    facts: required,
    area: String,
    problems: [anything],
    history: [anything],
    assigneeId: String,
    desk: anything,
    respondent: anything,
    mergedInto: String,
    splitFrom: String,
    origin: anything,
    coReporters: { type: [anything], default: undefined },
    paused: anything,
    dueAt: Date,
    limit: String,
    isDueProvisional: Boolean,
    extensionAsked: anything,
    withdrawalAskedAt: Date,
    reporterLeftAt: Date,
    rating: anything,
    urgent: anything,
    retaliationAt: Date,
    contact: anything,
    partnerUnitIds: { type: [String], default: undefined },
    conference: anything,
    expertAsks: { type: [anything], default: undefined },
    campaignIds: { type: [String], default: undefined },
    receiptHash: String,
    pendingFrom: Number,
    traceId: text,
    createdAt: time,
    updatedAt: time,
    terms: { type: [String], select: false },
    dueOrder: time,
    urgentRank: Number,
    pendingAt: Date,
    escrow: Number,
    contactAskedAt: Date,
    endedAt: Date,
    lastFoundAt: Date,
  },
  [
    [{ number: 1 }, { unique: true }],
    [{ receiptHash: 1 }, { unique: true, ...present('receiptHash') }],
    [{ terms: 1 }],
    [{ createdAt: -1, _id: -1 }],
    [{ dueOrder: 1, _id: 1 }],
    [{ urgentRank: -1, createdAt: -1, _id: -1 }],
    [{ urgentRank: -1, createdAt: 1, _id: 1 }],
    [{ urgentRank: -1, dueOrder: 1, _id: 1 }],
    [{ status: 1, createdAt: -1 }],
    [{ updatedAt: 1 }],
    [{ isDueProvisional: 1 }, present('isDueProvisional')],
    [{ 'paused.held.isProvisional': 1 }, present('paused.held.isProvisional')],
    [{ personId: 1, createdAt: -1 }, present('personId')],
    [{ assigneeId: 1, createdAt: -1 }, present('assigneeId')],
    [{ mergedInto: 1 }, present('mergedInto')],
    [{ pendingAt: 1 }, present('pendingAt')],
    [{ escrow: 1 }, present('escrow')],
    [{ contactAskedAt: 1 }, present('contactAskedAt')],
    [{ endedAt: 1 }, present('endedAt')],
    [{ lastFoundAt: -1 }, present('lastFoundAt')],
    [{ area: 1, lastFoundAt: -1 }, present('lastFoundAt')],
    [{ 'problems.foundAt': -1 }, present('problems.foundAt')],
    [{ 'problems.type': 1, 'problems.foundAt': -1 }, present('problems.foundAt')],
    [{ 'problems.actingUnit': 1, 'problems.foundAt': -1 }, present('problems.foundAt')],
    [{ 'problems.responsibleOrgan': 1, 'problems.foundAt': -1 }, present('problems.foundAt')],
    [{ campaignIds: 1, createdAt: -1 }, present('campaignIds')],
    [{ partnerUnitIds: 1, createdAt: -1 }, present('partnerUnitIds')],
    [{ 'conference.askedAt': 1 }, present('conference.askedAt')],
    [{ 'expertAsks.expertId': 1, createdAt: -1 }, present('expertAsks')],
    [{ source: 1, createdAt: 1, _id: 1 }],
    [{ 'origin.importId': 1, 'origin.row': 1 }, present('origin.importId')],
    [{ source: 1, 'origin.externalNumber': 1 }, present('origin.externalNumber')],
  ],
);

const endOfTime = new Date('9999-12-31T00:00:00Z');
const maxTerms = 2000;

export function toTicketDocument(ticket: Ticket): TicketDocument {
  const { id, ...fields } = ticket;
  const pendingAt = toPendingAt(ticket);
  const endedAt = toEndedAt(ticket);
  const lastFoundAt = toLastFoundAt(ticket.problems);
  return {
    _id: id,
    v: 1,
    ...fields,
    terms: toTerms(ticket),
    dueOrder: ticket.dueAt ?? endOfTime,
    ...(isUrgent(ticket) && { urgentRank: 1 }),
    ...(ticket.contact?.state === 'asked' && { contactAskedAt: ticket.contact.askedAt }),
    ...(isInEscrow(ticket) && { escrow: 1 as const }),
    ...(pendingAt !== undefined && { pendingAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(lastFoundAt !== undefined && { lastFoundAt }),
  };
}

export function toTicket(document: TicketDocument): Ticket {
  const { _id, v, terms, dueOrder, urgentRank, pendingAt, ...rest } = document;
  const { escrow, contactAskedAt, endedAt, lastFoundAt, ...fields } = rest;
  return { id: _id, ...fields };
}

export function toLastFoundAt(problems: Ticket['problems']): Date | undefined {
  const [last] = problems.map(({ foundAt }) => foundAt).toSorted((a, b) => +b - +a);
  return last;
}

function toEndedAt({ status, history, updatedAt }: Ticket): Date | undefined {
  if (!isEnded(status)) return undefined;
  return history.findLast(({ to }) => to === status)?.at ?? updatedAt;
}

/** Pairs of letters of what staff search by; of very long stories the first part. */
function toTerms({ number, facts, area, problems, origin }: Ticket): readonly string[] {
  const units = problems.flatMap(({ type, actingUnit, responsibleOrgan }) => [
    type,
    actingUnit,
    responsibleOrgan,
  ]);
  const words = [number, origin?.externalNumber, area, ...units, ...Object.values(facts)];
  const terms = words.flatMap((word) => (word === undefined ? [] : bigrams(word)));
  return [...new Set(terms)].slice(0, maxTerms);
}

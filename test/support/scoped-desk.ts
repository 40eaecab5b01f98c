import * as fc from 'fast-check';
import { askForPerson, type TranscriptLine } from '../../bot/index.ts';
import {
  findPasses,
  type Level,
  levels,
  listRespondentSide,
  type Recusal,
  type Scope,
  type Unit,
} from '../../people/index.ts';
import type { Ticket } from '../../tickets/index.ts';
import type { Desk } from './build-desk.ts';
import { buildCounty } from './build-units.ts';
import { giveTask } from './give-task.ts';

/** What may be said of an account, drawn at random. */
export type DrawnAccount = {
  readonly role: 'handler' | 'township_liaison' | 'section_head';
  readonly unitId?: string;
  readonly scope?: Scope;
  readonly recusedFrom?: { readonly unitId?: string; readonly ticket?: number };
};
export type DrawnTicket = {
  readonly acting?: string;
  readonly responsible?: string;
  readonly guessed?: string;
  readonly deskUnit?: string;
  readonly area?: string;
  readonly isAssigned: boolean;
};

const units = buildCounty();
const unitId = fc.constantFrom(...units.map(({ id }) => id));
const area = fc.constantFrom('市场监管', '城市管理');

export const drawAccount: fc.Arbitrary<DrawnAccount> = fc.record(
  {
    role: fc.constantFrom('handler', 'township_liaison', 'section_head'),
    unitId,
    scope: fc.record(
      { level: fc.constantFrom(...levels), unitId, areas: fc.subarray(['市场监管', '城市管理']) },
      { requiredKeys: [] },
    ),
    recusedFrom: fc.record({ unitId, ticket: fc.nat(5) }, { requiredKeys: [] }),
  },
  { requiredKeys: ['role'] },
);

export const drawTicket: fc.Arbitrary<DrawnTicket> = fc.record(
  {
    acting: unitId,
    responsible: unitId,
    guessed: unitId,
    deskUnit: unitId,
    area,
    isAssigned: fc.boolean(),
  },
  { requiredKeys: ['isAssigned'] },
);

/** Who may see what, said over one ticket at a time and without the desk's own code. */
export function maySee(
  account: DrawnAccount,
  drawn: DrawnTicket,
  index: number,
  owned = drawn.isAssigned,
): boolean {
  const { scope = {}, recusedFrom = {} } = account;
  const { acting, responsible, guessed, deskUnit } = drawn;
  const isNamed = acting !== undefined && responsible !== undefined;
  const against = (isNamed ? [acting, responsible] : [guessed]).filter(isThere);
  const own = [
    account.unitId,
    account.role === 'township_liaison' ? scope.unitId : undefined,
  ].filter(isThere);
  const isAgainstOwn = against.some((id) => {
    const kept = [...listRespondentSide(units, id), ...(findPasses(units, id)?.passedIds ?? [])];
    return own.some((one) => kept.includes(one));
  });
  if (isAgainstOwn) return false;
  if (recusedFrom.ticket === index) return false;
  if (recusedFrom.unitId !== undefined && against.includes(recusedFrom.unitId)) return false;
  if (owned) return true;
  const organ = isNamed ? responsible : deskUnit;
  const places = [...(isNamed ? [acting, responsible] : []), deskUnit].filter(isThere);
  return (
    (scope.areas === undefined || scope.areas.some((one) => one === drawn.area)) &&
    (scope.unitId === undefined || places.some((id) => isUnder(id, scope.unitId ?? ''))) &&
    (scope.level === undefined || (organ !== undefined && isAtMost(organ, scope.level)))
  );
}

function isThere(id: string | undefined): id is string {
  return id !== undefined;
}

function findUnit(id: string): Unit | undefined {
  return units.find((unit) => unit.id === id);
}

function isUnder(id: string, top: string): boolean {
  const unit = findUnit(id);
  if (id === top) return true;
  return unit?.parentId !== undefined && isUnder(unit.parentId, top);
}

function isAtMost(id: string, level: Level): boolean {
  return levels.indexOf(findUnit(id)?.level ?? 'city') >= levels.indexOf(level);
}

/** Files the drawn ticket with a task, words that did not arrive, a picture and a conversation that waits. */
export async function layDown(desk: Desk, drawn: DrawnTicket, ownerId: string): Promise<Ticket> {
  const { ticket } = await giveTask(desk);
  const { acting, responsible, guessed, deskUnit } = drawn;
  const placed: Ticket = {
    ...ticket,
    ...(drawn.area !== undefined && { area: drawn.area }),
    ...(drawn.isAssigned && { assigneeId: ownerId }),
    ...(acting !== undefined &&
      responsible !== undefined && {
        respondent: { actingUnitId: acting, responsibleOrganId: responsible },
      }),
    desk: {
      ...(deskUnit !== undefined && { unitId: deskUnit }),
      ...(guessed !== undefined && { guessedUnitIds: [guessed] }),
    },
  };
  desk.data.tickets.set(ticket.id, placed);
  const personId = ticket.personId ?? '';
  const line: TranscriptLine = {
    id: `web-chat-m-${ticket.number}`,
    conversation: personId,
    seq: 1,
    direction: 'in',
    author: 'person',
    channel: 'web-chat',
    content: { kind: 'text', text: `话${ticket.number}` },
    at: desk.data.now,
    traceId: ticket.id,
    ticketId: ticket.id,
  };
  desk.data.lines.push(line);
  const asked = { personId, channel: 'web-chat', messageId: line.id, cause: 'words' } as const;
  await desk.data.handOvers.save(askForPerson(undefined, { ...asked, at: desk.data.now }));
  desk.data.evidence.push({
    id: `f-${ticket.number}`,
    name: 'a.jpg',
    mimeType: 'image/jpeg',
    sizeBytes: 1,
    sha256: '00',
    personId,
    ticketId: ticket.id,
    channel: 'web-chat',
    receivedAt: desk.data.now,
    hasCopy: true,
    bytes: Buffer.from([1]),
  });
  return placed;
}

/** The recusals of a drawn account over the tickets that were laid down. */
export function toRecusals(
  { recusedFrom = {} }: DrawnAccount,
  tickets: readonly Ticket[],
): readonly Recusal[] {
  const said = { reason: '近亲属', by: 'self', setBy: 'a', at: new Date(0) } as const;
  const ticketId = recusedFrom.ticket === undefined ? undefined : tickets[recusedFrom.ticket]?.id;
  return [
    ...(ticketId === undefined
      ? []
      : [{ ...said, id: 'r-1', matter: { kind: 'ticket', ticketId } as const }]),
    ...(recusedFrom.unitId === undefined
      ? []
      : [{ ...said, id: 'r-2', matter: { kind: 'unit', unitId: recusedFrom.unitId } as const }]),
  ];
}

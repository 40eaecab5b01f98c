import {
  toNumberText,
  waitsForDecision,
  type OfficialDocument,
  type Serving,
  type UnitReply,
} from '../../tickets/index.ts';
import { presentReply } from './portal.present.ts';
import type { DocumentReplies, UnitPortal } from './ports.ts';
import type { StaffReplyView, TicketReplies, UndecidedList } from './replies.schema.ts';

type Words = Pick<UnitPortal, 'toKindName' | 'findUnitName'>;

/** A reply with who of the bureau said its word. */
export function presentStaffReply(reply: UnitReply, mayDecide: boolean): StaffReplyView {
  const { version, decision } = reply;
  return {
    ...presentReply(reply),
    version,
    canDecide: mayDecide && waitsForDecision(reply),
    ...(decision !== undefined && { decidedBy: decision.by.name }),
  };
}

/** A document that was served on units, and what each of them said. */
export function presentDocumentReplies(
  { document, replies }: DocumentReplies,
  mayDecide: boolean,
  words: Words,
): TicketReplies['items'][number] {
  const number = toNumberText(document);
  return {
    documentId: document.id,
    kindName: words.toKindName(document),
    title: document.title,
    units: document.servings.flatMap((serving) => {
      const { to } = serving;
      if (to.kind !== 'unit') return [];
      const own = replies.filter(({ unitId }) => unitId === to.unitId);
      return [
        {
          unit: to.name,
          ...presentServing(serving),
          replies: own.map((reply) => presentStaffReply(reply, mayDecide)),
        },
      ];
    }),
    ...(number !== undefined && { number }),
  };
}

function presentServing({ servedAt, dueAt, acknowledgedAt, answeredAt }: Serving) {
  return {
    ...(servedAt !== undefined && { servedAt: servedAt.toISOString() }),
    ...(dueAt !== undefined && { dueAt: dueAt.toISOString() }),
    ...(acknowledgedAt !== undefined && { acknowledgedAt: acknowledgedAt.toISOString() }),
    ...(answeredAt !== undefined && { answeredAt: answeredAt.toISOString() }),
  };
}

/** A line of the list of what waits for the bureau's word. */
export function presentUndecided(
  reply: UnitReply,
  document: OfficialDocument,
  mayDecide: boolean,
  words: Words,
): UndecidedList['items'][number] {
  const { ticketNumber } = document;
  return {
    ...presentStaffReply(reply, mayDecide),
    unit: words.findUnitName(reply.unitId) ?? '',
    document: toNumberText(document) ?? document.title,
    kindName: words.toKindName(document),
    ...(ticketNumber !== undefined && { ticketNumber }),
  };
}

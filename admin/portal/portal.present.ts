import { toNumberText, type Light, type UnitFile, type UnitReply } from '../../tickets/index.ts';
import type {
  ReplyFileView,
  ReplyView,
  ServedRow,
  ServedState,
  ServedView,
} from './portal.schema.ts';

/** What the presenters need beside the document. */
export type ServedContext = {
  readonly kindName: string;
  readonly light: Light | undefined;
  readonly asOf: Date;
};

/** A line of the unit's list. Ticket, problems, fields and steps of the document stay behind. */
export function presentServedRow(
  file: UnitFile,
  { kindName, light, asOf }: ServedContext,
): ServedRow {
  const { document, serving } = file;
  const { id, kind, title, organName } = document;
  const { servedAt = asOf, dueAt, isDueProvisional = false } = serving;
  const number = toNumberText(document);
  return {
    id,
    kind,
    kindName,
    title,
    organName,
    servedAt: servedAt.toISOString(),
    isDueProvisional,
    state: toState(file),
    ...(number !== undefined && { number }),
    ...(dueAt !== undefined && { dueAt: dueAt.toISOString() }),
    ...(light !== undefined && { light }),
  };
}

function toState({ document, serving, replies, allowed }: UnitFile): ServedState {
  if (document.replacedBy !== undefined) return 'replaced';
  const isReceived =
    serving.acknowledgedAt !== undefined || replies.some(({ kind }) => kind === 'acknowledgement');
  if (!isReceived) return 'to_acknowledge';
  const isOwed = serving.dueAt !== undefined && serving.answeredAt === undefined;
  const mayReport = allowed.some(({ kind }) => kind === 'rectification');
  return isOwed || mayReport ? 'to_answer' : 'answered';
}

/** The whole document as it was served on one unit, with that unit's own replies. */
export function presentServed(file: UnitFile, context: ServedContext): ServedView {
  const { document, serving, replies, allowed } = file;
  const { addressedTo, signedOn, attachments, copiedTo, sealed } = document;
  const { acknowledgedAt } = serving;
  return {
    ...presentServedRow(file, context),
    addressedTo,
    paragraphs: document.paragraphs.map(presentParagraph),
    attachments: [...attachments],
    copiedTo: [...copiedTo],
    hasCopy: sealed !== undefined,
    replies: replies.map(presentReply),
    allowed: allowed.map(({ kind, until }) => ({
      kind,
      ...(until !== undefined && { until: until.toISOString() }),
    })),
    ...(signedOn !== undefined && { signedOn }),
    ...(acknowledgedAt !== undefined && { acknowledgedAt: acknowledgedAt.toISOString() }),
  };
}

function presentParagraph(
  paragraph: UnitFile['document']['paragraphs'][number],
): ServedView['paragraphs'][number] {
  if (paragraph.kind !== 'table') return { kind: paragraph.kind, text: paragraph.text };
  const { columns, rows } = paragraph;
  return { kind: 'table', columns: [...columns], rows: rows.map((row) => [...row]) };
}

/** A reply with the bureau's word to it; who of the bureau said it stays with the bureau. */
export function presentReply(reply: UnitReply): ReplyView {
  const { id, kind, text, isAdopted, reachedOn, decision } = reply;
  return {
    id,
    kind,
    by: reply.by.name,
    at: reply.at.toISOString(),
    files: reply.files.map(presentReplyFile),
    ...(text !== undefined && { text }),
    ...(isAdopted !== undefined && { isAdopted }),
    ...(reachedOn !== undefined && { reachedOn }),
    ...(decision !== undefined && {
      decision: {
        outcome: decision.outcome,
        reason: decision.reason,
        at: decision.at.toISOString(),
      },
    }),
  };
}

export function presentReplyFile({
  id,
  name,
  mimeType,
  sizeBytes,
}: UnitReply['files'][number]): ReplyFileView {
  return { id, name, mimeType, sizeBytes };
}

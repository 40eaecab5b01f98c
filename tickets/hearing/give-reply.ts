import type { DayTable } from '../deadlines.ts';
import type { Day } from '../shanghai-day.ts';
import { whyNotReply, type ServedDocument } from './allow-replies.ts';
import { HearingError } from './errors.ts';
import type { ReplyFile, ReplyKind, ReplyOfficer, UnitReply } from './reply.ts';
import type { HearingRules } from './rules.ts';

/** What an officer of the unit says. `key` is the client's own, so that a repeat is the same reply. */
export type ReplyRequest = {
  readonly key: string;
  readonly kind: ReplyKind;
  readonly text?: string;
  readonly files?: readonly ReplyFile[];
  readonly isAdopted?: boolean;
  readonly reachedOn?: Day;
  readonly by: ReplyOfficer;
};

/** The reply as it is to be stored. Throws HearingError: why it may not be given, or what it lacks. */
export function toReply(
  served: ServedDocument,
  unitId: string,
  request: ReplyRequest,
  rules: HearingRules,
  clock: { readonly at: Date; readonly calendar: DayTable },
): UnitReply {
  const { kind, files = [], isAdopted, reachedOn, by } = request;
  const code = whyNotReply(served, kind, rules, clock);
  if (code !== undefined) throw new HearingError(code);
  const text = request.text?.trim();
  const missing = listMissing({ ...request, files, text: text ?? '' });
  if (missing.length > 0) throw new HearingError('reply_incomplete', missing);
  return {
    id: toReplyId(served, unitId, request),
    version: 1,
    key: request.key,
    documentId: served.document.id,
    unitId,
    kind,
    files,
    by,
    at: clock.at,
    isPending: true,
    ...(text !== undefined && text !== '' && { text }),
    ...(isAdopted !== undefined && { isAdopted }),
    ...(reachedOn !== undefined && { reachedOn }),
  };
}

/** One id for what may be said once in a round: of two officers at the same moment one is refused. */
function toReplyId(
  { document, replies }: ServedDocument,
  unitId: string,
  { kind, key }: ReplyRequest,
): string {
  const base = `${document.id}-${unitId}-${kind}`;
  if (kind === 'acknowledgement' || kind === 'review') return base;
  const isRound = kind === 'rectification' || kind === 'proposal_answer';
  const round = replies.filter((reply) => reply.kind === kind).length + 1;
  return isRound ? `${base}-${round}` : `${base}-${key}`;
}

const spoken: readonly ReplyKind[] = ['account', 'objection', 'review', 'rectification'];

function listMissing({
  kind,
  text,
  files = [],
  isAdopted,
}: ReplyRequest & { readonly text: string }): readonly string[] {
  const needsText = spoken.includes(kind) || (kind === 'proposal_answer' && isAdopted === false);
  return [
    ...(needsText && text === '' ? ['text'] : []),
    ...(kind === 'case_file' && files.length === 0 ? ['files'] : []),
    ...(kind === 'proposal_answer' && isAdopted === undefined ? ['isAdopted'] : []),
  ];
}

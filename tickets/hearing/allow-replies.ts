import { isInForce, type OfficialDocument, type Serving } from '../document/document.ts';
import { endLimit, type DayTable } from '../deadlines.ts';
import type { Problem } from '../problem/problem.ts';
import type { HearingErrorCode } from './errors.ts';
import type { ReplyKind, UnitReply } from './reply.ts';
import { listExpected, type HearingRules } from './rules.ts';

/** A document as one unit has it: its own serving, what it said before, and the problems that it is to put right. */
export type ServedDocument = {
  readonly document: OfficialDocument;
  readonly serving: Serving;
  /** Of this unit alone, oldest first. */
  readonly replies: readonly UnitReply[];
  readonly problems: readonly Problem[];
};

/** The unit's own serving, once it was put before it; undefined where nothing was. */
export function findServing(document: OfficialDocument, unitId: string): Serving | undefined {
  if (document.state !== 'issued' || document.audience !== 'unit') return undefined;
  return document.servings.findLast(
    ({ to, servedAt }) => to.kind === 'unit' && to.unitId === unitId && servedAt !== undefined,
  );
}

/** A reply that may be given now, and until when. */
export type AllowedReply = { readonly kind: ReplyKind; readonly until?: Date };

type Clock = { readonly at: Date; readonly calendar: DayTable };

/** What the unit may say to the document now. */
export function listAllowedReplies(
  served: ServedDocument,
  rules: HearingRules,
  clock: Clock,
): readonly AllowedReply[] {
  return listExpected(rules, served.document.kind)
    .filter((kind) => whyNotReply(served, kind, rules, clock) === undefined)
    .map((kind) => ({ kind, ...toUntil(served, kind, rules, clock) }));
}

function toUntil(
  { serving }: ServedDocument,
  kind: ReplyKind,
  rules: HearingRules,
  { calendar }: Clock,
): { readonly until?: Date } {
  const until = kind === 'review' ? endReview(serving, rules, calendar) : undefined;
  if (until !== undefined) return { until };
  const isBound = kind === 'rectification' || kind === 'proposal_answer' || kind === 'case_file';
  return isBound && serving.dueAt !== undefined ? { until: serving.dueAt } : {};
}

/** Why the unit may not give this reply; undefined: it may. A limit to answer that has passed refuses nothing. */
export function whyNotReply(
  { document, serving, replies, problems }: ServedDocument,
  kind: ReplyKind,
  rules: HearingRules,
  { at, calendar }: Clock,
): HearingErrorCode | undefined {
  if (!isInForce(document)) return 'reply_not_expected';
  if (!listExpected(rules, document.kind).includes(kind)) return 'reply_not_expected';
  const before = replies.filter((reply) => reply.kind === kind);
  const isAcknowledged = serving.acknowledgedAt !== undefined || hasAcknowledged(replies);
  if (kind === 'acknowledgement') return isAcknowledged ? 'reply_given_before' : undefined;
  if (!isAcknowledged) return 'reply_acknowledge_first';
  if (kind === 'review') {
    if (before.length > 0) return 'reply_given_before';
    const end = endReview(serving, rules, calendar);
    return end !== undefined && at > end ? 'reply_too_late' : undefined;
  }
  if (kind === 'rectification') return whyNotReport(before, problems);
  if (kind === 'proposal_answer') return whyNotAnswer(before);
  return undefined;
}

/** Another report only once the last one was sent back. */
function whyNotReport(
  before: readonly UnitReply[],
  problems: readonly Problem[],
): HearingErrorCode | undefined {
  if (problems.length > 0) {
    return problems.some(({ status }) => status === 'served') ? undefined : 'reply_given_before';
  }
  const last = before.at(-1);
  return last === undefined || last.decision?.outcome === 'rejected'
    ? undefined
    : 'reply_given_before';
}

/** An adopted proposal is answered once more where the day is still owed on which the person got the revocation. */
function whyNotAnswer(before: readonly UnitReply[]): HearingErrorCode | undefined {
  const last = before.at(-1);
  const isOwed = last === undefined || (last.isAdopted === true && last.reachedOn === undefined);
  return isOwed ? undefined : 'reply_given_before';
}

function hasAcknowledged(replies: readonly UnitReply[]): boolean {
  return replies.some(({ kind }) => kind === 'acknowledgement');
}

function endReview({ servedAt }: Serving, { review }: HearingRules, calendar: DayTable) {
  return servedAt && endLimit(review, servedAt, calendar);
}

/** The problems that this document put before this unit. */
export function listOwnProblems(
  { id, units, servings }: OfficialDocument,
  problems: readonly Problem[],
  unitId: string,
): readonly Problem[] {
  const served = problems.filter(({ documentId }) => documentId === id);
  const isOnlyOne = new Set([
    ...units.map((unit) => unit.unitId),
    ...servings.flatMap(({ to }) => (to.kind === 'unit' ? [to.unitId] : [])),
  ]).size;
  if (isOnlyOne <= 1) return served;
  return served.filter(
    ({ actingUnit, responsibleOrgan }) => actingUnit === unitId || responsibleOrgan === unitId,
  );
}

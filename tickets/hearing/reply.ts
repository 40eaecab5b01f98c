import type { Day } from '../shanghai-day.ts';

/**
 * 送达回证, 陈述, 案卷, 异议, 申请复核, 整改报告, 对建议书的答复: what a unit may say to a document that was served on it.
 */
export const replyKinds = [
  'acknowledgement',
  'account',
  'case_file',
  'objection',
  'review',
  'rectification',
  'proposal_answer',
] as const;
export type ReplyKind = (typeof replyKinds)[number];

/** A file that a unit handed in; its bytes lie sealed elsewhere. */
export type ReplyFile = {
  readonly id: string;
  readonly name: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
  /** SHA-256 of the bytes as handed in, hex. */
  readonly sha256: string;
};

/** What the bureau says to an objection, a review or a report: it stands, in part, or not. */
export const replyOutcomes = ['accepted', 'partly_accepted', 'rejected'] as const;
export type ReplyOutcome = (typeof replyOutcomes)[number];

export type ReplyDecision = {
  readonly outcome: ReplyOutcome;
  /** Read by the unit. */
  readonly reason: string;
  readonly by: ReplyOfficer;
  readonly at: Date;
};

export type ReplyOfficer = { readonly accountId: string; readonly name: string };

/** One reply of a unit: the leading document of what it brings about on the official document and the problems. */
export type UnitReply = {
  /** `<document>-<unit>-…`; once-only kinds have one id, so that two officers cannot both give one. */
  readonly id: string;
  readonly version: number;
  readonly documentId: string;
  readonly unitId: string;
  readonly kind: ReplyKind;
  readonly text?: string;
  readonly files: readonly ReplyFile[];
  /** 采纳, of an answer to a proposal. */
  readonly isAdopted?: boolean;
  /** The day on which the revocation reached the person. */
  readonly reachedOn?: Day;
  readonly by: ReplyOfficer;
  readonly at: Date;
  readonly decision?: ReplyDecision;
  /** The client's own, so that a repeat finds it. */
  readonly key: string;
  /** What follows from it is still to be made of document and problems. */
  readonly isPending?: true;
};

/** Replies that wait for the bureau's word. */
export function waitsForDecision({ kind, decision }: UnitReply): boolean {
  return decision === undefined && isDecidable(kind);
}

/** Whether the bureau decides on replies of this kind; others it takes note of. */
export function isDecidable(kind: ReplyKind): boolean {
  return kind === 'objection' || kind === 'review' || kind === 'rectification';
}

import type { DocumentAudience, DocumentLayout, Paragraph } from './kind.ts';

/** Written, on its way through the chain, approved, signed and numbered, sealed copy attached; or void. */
export const documentStates = [
  'draft',
  'in_review',
  'approved',
  'signed',
  'issued',
  'void',
] as const;
export type DocumentState = (typeof documentStates)[number];

export const documentActions = [
  'draft',
  'edit',
  'submit',
  'approve',
  'return',
  'sign',
  'seal',
  'enter',
  'serve',
  'prove',
  'acknowledge',
  'answer',
  'void',
] as const;
export type DocumentAction = (typeof documentActions)[number];

/** Who did what, when and why. `link` is the chain's link that was passed; `actedFor` the account that a deputy stood in for. */
export type DocumentStep = {
  readonly seq: number;
  readonly at: Date;
  readonly action: DocumentAction;
  /** An account; absent where a unit's portal or the machine acted. */
  readonly accountId?: string;
  /** The account's name at that time. */
  readonly name?: string;
  readonly actedFor?: string;
  readonly link?: string;
  readonly reason?: string;
  /** Which serving it was about. */
  readonly servingId?: string;
  /** The asker's own key, so that a repeat changes nothing. */
  readonly key?: string;
};

/** Taken at signing, never given back: a void document keeps it. Unique by organ, kind, year and seq. */
export type DocumentNumber = {
  readonly organ: string;
  readonly kind: string;
  readonly year: number;
  readonly seq: number;
  /** As it is printed, e.g. 衢司监通〔2026〕12号. */
  readonly text: string;
};

/** Stored bytes and what they hash to. */
export type HashedFile = {
  readonly fileId: string;
  readonly algorithm: 'SHA-256';
  /** Lower-case hex. */
  readonly hash: string;
};

/** 投诉人说了什么、查明什么、凭什么、依据什么、怎么处理: one line of 办理结果告知书 for each point made. */
export type AnsweredPoint = {
  readonly said: string;
  readonly found: string;
  readonly proof: string;
  readonly article: string;
  readonly done: string;
};

/** Handing it to one unit or person. A unit has one limit of its own in each serving. */
export type Serving = {
  /** `<document>-s<n>` */
  readonly id: string;
  readonly to:
    | { readonly kind: 'unit'; readonly unitId: string; readonly name: string }
    | { readonly kind: 'person'; readonly personId: string };
  readonly by: 'portal' | 'wecom' | 'paper' | 'channel';
  /** When it was put before them; absent for paper that is under way. */
  readonly servedAt?: Date;
  /** 送达回证 or the carrier's slip. */
  readonly proofFileId?: string;
  /** Who received the paper, as the slip names them. */
  readonly receivedBy?: string;
  /** By when they are to answer or put right. */
  readonly dueAt?: Date;
  readonly isDueProvisional?: boolean;
  readonly acknowledgedAt?: Date;
  /** They answered: the limit is kept. */
  readonly answeredAt?: Date;
};

/** The text as it was submitted, so that an approver sees what changed since. */
export type Submission = {
  /** Of the step that submitted it. */
  readonly seq: number;
  readonly title: string;
  readonly addressedTo: string;
  readonly paragraphs: readonly Paragraph[];
};

/**
 * One official document (文书). Text changes only in draft; from signing on it is fixed by `contentHash`; from issuing
 * on by the sealed copy's hash too. What may happen when is the table of lifecycle.ts.
 */
export type OfficialDocument = {
  /** `d-<key of who drafted it>` */
  readonly id: string;
  readonly version: number;
  /** Of the profile's `documentKinds`. */
  readonly kind: string;
  /** The version of the profile under which it was begun and ends. */
  readonly profile: number;
  readonly audience: DocumentAudience;
  /** Of its kind when it was drafted; `file` when absent. */
  readonly layout?: DocumentLayout;
  readonly ticketId?: string;
  /** The ticket's number, for lists; never printed on a unit's paper by itself. */
  readonly ticketNumber?: string;
  /** Of this ticket and, for a common problem, of others. */
  readonly problemIds: readonly string[];
  /** One of the profile's `organs`. */
  readonly organId: string;
  /** 发文机关标志, fixed with the draft. */
  readonly organName: string;
  readonly title: string;
  /** 主送机关 as printed. */
  readonly addressedTo: string;
  /** Units that it is to be served on, by id with the name as printed. */
  readonly units: readonly { readonly unitId: string; readonly name: string }[];
  /** 抄送. */
  readonly copiedTo: readonly string[];
  /** 附件, by title. */
  readonly attachments: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  /** What the reporter said, in the bureau's words, reviewed: the only trace of it on a unit's paper. */
  readonly paraphrase?: string;
  /** 依职权: what a unit's paper rests on that names no matter. Never printed. */
  readonly basis?: string;
  readonly points: readonly AnsweredPoint[];
  /** The text as it stands, fields filled in. */
  readonly paragraphs: readonly Paragraph[];
  readonly state: DocumentState;
  readonly steps: readonly DocumentStep[];
  /** Ids of the chain's links that were passed since it was last submitted. */
  readonly passed: readonly string[];
  /** Oldest first; the text that is before the chain is the last. */
  readonly submissions: readonly Submission[];
  readonly number?: DocumentNumber;
  /** Number and date that another body gave, from its copy. */
  readonly outside?: { readonly number: string; readonly on: string };
  /** 成文日期, YYYY-MM-DD in Shanghai: the day of signing. */
  readonly signedOn?: string;
  /** SHA-256 of the fixed content, by signing. */
  readonly contentHash?: string;
  /** The PDF that bears 未用印, as it was rendered after signing. */
  readonly unsealed?: HashedFile;
  readonly sealed?: HashedFile;
  readonly servings: readonly Serving[];
  /** The issued document that this one corrects. */
  readonly replaces?: string;
  /** Its successor, once that one is issued. */
  readonly replacedBy?: string;
  /** Printed with the QR code; opens nothing but the check at /verify. */
  readonly verifyCode: string;
  /** The first step whose projections are still to be made; cleared without touching `version`. */
  readonly pendingFrom?: number;
  readonly traceId: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** The number as printed, whoever gave it. */
export function toNumberText({
  number,
  outside,
}: Pick<OfficialDocument, 'number' | 'outside'>): string | undefined {
  return number?.text ?? outside?.number;
}

/** Issued and not replaced: what a check at /verify calls in force. */
export function isInForce({ state, replacedBy }: OfficialDocument): boolean {
  return state === 'issued' && replacedBy === undefined;
}

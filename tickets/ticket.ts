export const ticketKinds = [
  'complaint',
  'enterprise_feedback',
  'consultation',
  'suggestion',
  'lead',
  'coordination',
] as const;
export type TicketKind = (typeof ticketKinds)[number];

export const ticketStatuses = [
  'received',
  'accepted',
  'clue_analysis',
  'verification',
  'supervision',
  'rectification',
  'rectification_feedback',
  'closed',
  'not_accepted',
  'unfounded',
  'transferred',
  'mediated',
  'withdrawn',
  'merged',
  'assigned',
  'answered',
] as const;
export type TicketStatus = (typeof ticketStatuses)[number];

/** What staff (and, where policy allows, the reporter) may do; `supplement`, `urge`, `rate` come from the reporter. */
export const ticketActions = [
  'accept',
  'analyse',
  'verify',
  'supervise',
  'rectify',
  'check',
  'close',
  'send_back',
  'refuse',
  'find_unfounded',
  'transfer',
  'mediate',
  'withdraw',
  'merge',
  'split',
  'assign',
  'answer',
  'reply',
  'ask',
  'pause',
  'resume',
  'undo',
  'supplement',
  'urge',
  'rate',
] as const;
export type TicketAction = (typeof ticketActions)[number];

/** How the matter reached the bureau. */
export const ticketSources = [
  'official-account',
  'wecom',
  'wecom-kf',
  'wechaty',
  'web-chat',
  'qr',
  'call',
  'visit',
  'letter',
  'instruction',
  'import',
] as const;
export type TicketSource = (typeof ticketSources)[number];

/** 公开: the unit may know who · 保密: the bureau knows, the unit never · 匿名: not asked, the channel's id sealed. */
export const opennesses = ['open', 'confidential', 'anonymous'] as const;
export type Openness = (typeof opennesses)[number];

/** The slots of a complaint (domain.md). All words are the reporter's own, unchanged. */
export type Facts = {
  readonly story?: string;
  readonly actingUnit?: string;
  readonly place?: string;
  readonly time?: string;
  readonly officer?: string;
  readonly paper?: string;
  readonly demand?: string;
  readonly company?: string;
};
export type FactName = keyof Facts;

export type Actor =
  | { readonly kind: 'reporter'; readonly personId: string }
  | { readonly kind: 'staff'; readonly accountId: string; readonly name: string }
  | { readonly kind: 'system' };

/** What the reporter is to be told of a step, and when it may leave; projected into the outbox by the relay. */
export type Told =
  | {
      readonly kind: 'told';
      readonly personId: string;
      readonly noticeKey: string;
      readonly values: Readonly<Record<string, string | number>>;
      readonly tellAt: Date;
    }
  | { readonly kind: 'not_told'; readonly because: NotToldReason };
export type NotToldReason = 'no_reporter' | 'internal_step' | 'undone' | 'answered_in_conversation';

/** One line of a ticket's history: who, when, why, and what the person was told. Never removed. */
export type Step = {
  readonly seq: number;
  readonly action: TicketAction | 'open';
  readonly from?: TicketStatus;
  readonly to: TicketStatus;
  readonly at: Date;
  readonly by: Actor;
  readonly reason?: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly told: Told;
};

export type Finding = 'founded' | 'partly_founded' | 'unfounded' | 'unverifiable';
export type ProblemLevel = 'general' | 'common' | 'major';

/** What was found wrong; problems are what is counted. A ticket closes when its last problem does. */
export type Problem = {
  readonly id: string;
  readonly type: string;
  readonly level: ProblemLevel;
  readonly stage?: string;
  readonly actingUnit?: string;
  readonly responsibleOrgan?: string;
  readonly finding?: Finding;
  readonly measure?: string;
  readonly closedAt?: Date;
};

export type Rating = {
  readonly score: 1 | 2 | 3 | 4 | 5;
  readonly comment?: string;
  readonly at: Date;
};

export type Ticket = {
  readonly id: string;
  readonly version: number;
  /** Read aloud and printed; carries a check digit and says nothing of volume or identity. */
  readonly number: string;
  readonly kind: TicketKind;
  readonly procedure: { readonly id: string; readonly version: number };
  readonly status: TicketStatus;
  readonly source: TicketSource;
  readonly standing?: 'rights' | 'report';
  readonly openness: Openness;
  /** The reporter; absent for leads and coordination. */
  readonly personId?: string;
  readonly facts: Facts;
  readonly area?: string;
  readonly problems: readonly Problem[];
  readonly history: readonly Step[];
  readonly assigneeId?: string;
  readonly mergedInto?: string;
  readonly paused?: { readonly since: Date; readonly reason: string };
  readonly dueAt?: Date;
  readonly rating?: Rating;
  /** HMAC of the receipt code; the code itself is kept nowhere. */
  readonly receiptHash?: string;
  /** The first step whose notice is not yet in the outbox; cleared by the relay without touching `version`. */
  readonly pendingFrom?: number;
  readonly traceId: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

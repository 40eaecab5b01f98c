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

/** One person's notice of a step: its key, what its words need, and when it may leave. */
export type ToldPerson = {
  readonly kind: 'told';
  readonly personId: string;
  readonly noticeKey: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly tellAt: Date;
};

/** What the reporter is to be told of a step; projected into the outbox by the relay. */
export type Told = ToldPerson | { readonly kind: 'not_told'; readonly because: NotToldReason };
export type NotToldReason =
  | 'no_reporter'
  | 'reporter_left'
  | 'internal_step'
  | 'undone'
  | 'answered_in_conversation';

/** The limits of a procedure by name; their lengths are profile data. */
export const limitNames = [
  'acceptance',
  'decision',
  'extension',
  'rectification',
  'feedback',
  'consultation',
  'suggestion',
  'coordination',
  'petition',
  'urge',
  'response',
  'referral',
  'pause',
  'mediation',
  'catch_up',
  'remedy',
  'rating',
] as const;
export type LimitName = (typeof limitNames)[number];

/** A date promised under a limit: the last instant of that day in Shanghai. Provisional past the published calendar. */
export type Due = {
  readonly at: Date;
  readonly limit: LimitName;
  readonly isProvisional: boolean;
};

/** What a step did to the clock. `paused` carries the day by which the pause must end. */
export type StepClock =
  | { readonly kind: 'started'; readonly due: Due }
  | { readonly kind: 'paused'; readonly until: Due }
  | { readonly kind: 'resumed'; readonly due?: Due }
  | { readonly kind: 'stopped' };

/** A reporter whose ticket was merged into this one; hears of it under their own number and never of the others. */
export type CoReporter = {
  readonly ticketId: string;
  readonly number: string;
  readonly personId: string;
};

/** A matter split off; its ticket is made from this line by its id. */
export type SplitPart = { readonly ticketId: string; readonly facts: Facts };

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
  /** The message that caused the step, so that a replay finds it. */
  readonly key?: string;
  readonly clock?: StepClock;
  /** A withdrawal is first `asked` where a unit was served, and `done` on a later day. */
  readonly withdrawal?: 'asked' | 'done';
  readonly parts?: readonly SplitPart[];
  readonly joined?: readonly CoReporter[];
  readonly told: Told;
  /** The co-reporters' notices of the same step. */
  readonly toldOthers?: readonly ToldPerson[];
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

/** The part of a ticket that its history determines (`toCourse`). */
export type Course = {
  readonly status: TicketStatus;
  readonly assigneeId?: string;
  /** The id of the ticket that carries the matter on. */
  readonly mergedInto?: string;
  readonly coReporters?: readonly CoReporter[];
  /** `held` is the date that was running; it moves on by the length of the pause. */
  readonly paused?: { readonly since: Date; readonly reason: string; readonly held?: Due };
  readonly dueAt?: Date;
  readonly limit?: LimitName;
  readonly isDueProvisional?: boolean;
  readonly withdrawalAskedAt?: Date;
  /** The reporter withdrew; what goes on is ex officio and no longer told. */
  readonly reporterLeftAt?: Date;
  readonly rating?: Rating;
};

export type Ticket = Course & {
  readonly id: string;
  readonly version: number;
  /** Read aloud and printed; carries a check digit and says nothing of volume or identity. */
  readonly number: string;
  readonly kind: TicketKind;
  readonly procedure: { readonly id: string; readonly version: number };
  readonly source: TicketSource;
  readonly standing?: 'rights' | 'report';
  readonly openness: Openness;
  /** The reporter; absent for leads and coordination. */
  readonly personId?: string;
  readonly facts: Facts;
  readonly area?: string;
  readonly problems: readonly Problem[];
  readonly history: readonly Step[];
  /** The ticket that this one was split from. */
  readonly splitFrom?: string;
  /** HMAC of the receipt code; the code itself is kept nowhere. */
  readonly receiptHash?: string;
  /** The first step whose notice or projection is still to be made; cleared by the relay without touching `version`. */
  readonly pendingFrom?: number;
  readonly traceId: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

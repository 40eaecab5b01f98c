import type { Contact } from './consent/contact.ts';
import type { Joint } from './joint/joint.ts';
import type { Problem } from './problem/problem.ts';
import type { CoReporter, Due, LimitName, Step } from './step.ts';
import type {
  Facts,
  Openness,
  TicketKind,
  TicketSource,
  TicketStatus,
  UrgentReason,
} from './vocabulary.ts';

export * from './joint/joint.ts';
export * from './problem/problem.ts';
export * from './step.ts';
export * from './vocabulary.ts';

export type Rating = {
  readonly score: 1 | 2 | 3 | 4 | 5;
  readonly comment?: string;
  readonly at: Date;
};

/** `held` is the date that was running; it moves on by the length of the pause. */
export type Pause = { readonly since: Date; readonly reason: string; readonly held?: Due };

export type ExtensionAsk = {
  readonly at: Date;
  readonly accountId?: string;
  readonly reason: string;
};

/** Something that cannot wait; never a status: it tops lists, calls the officer on duty, and staff may clear it. */
export type Urgent = { readonly reason: UrgentReason; readonly since: Date };

/** Who answers in the matter, by ids of the organisation tree: who acted, and the organ that is responsible for it. */
export type Respondent = { readonly actingUnitId: string; readonly responsibleOrganId: string };

/** Where the matter was sent when it was filed. */
export type Desk = {
  /** The supervising body that has it: the bureau, or a judicial office. */
  readonly unitId?: string;
  /** The section within it. */
  readonly section?: string;
  /** Whom the reporter's words may mean, while nobody has named the unit: enough to keep its own people out. */
  readonly guessedUnitIds?: readonly string[];
};

/** The part of a ticket that its history determines (`toCourse`). */
export type Course = Joint & {
  readonly status: TicketStatus;
  /** What was found wrong. A ticket closes when its last problem does. */
  readonly problems: readonly Problem[];
  readonly assigneeId?: string;
  readonly desk?: Desk;
  /** Named by staff; until then there are only the reporter's words (`facts.actingUnit`). */
  readonly respondent?: Respondent;
  /** The id of the ticket that carries the matter on. */
  readonly mergedInto?: string;
  readonly coReporters?: readonly CoReporter[];
  readonly paused?: Pause;
  readonly dueAt?: Date;
  readonly limit?: LimitName;
  readonly isDueProvisional?: boolean;
  /** Somebody asked for more time, and nobody has decided yet. */
  readonly extensionAsked?: ExtensionAsk;
  readonly withdrawalAskedAt?: Date;
  /** The reporter withdrew; what goes on is ex officio and no longer told. */
  readonly reporterLeftAt?: Date;
  readonly rating?: Rating;
  readonly urgent?: Urgent;
  /** Since when the reporter fears or meets retaliation. */
  readonly retaliationAt?: Date;
  /** Whether a unit may be written to, as the reporter chose. */
  readonly contact?: Contact;
};

/** Where an imported matter comes from: the run, its row in the file, and how the other system counts it. */
export type Origin = {
  readonly importId: string;
  readonly row: number;
  readonly externalNumber?: string;
  /** YYYY-MM-DD in Asia/Shanghai; the first limit runs from it. */
  readonly receivedOn?: string;
};

export type Ticket = Course & {
  readonly id: string;
  readonly version: number;
  /** Read aloud and printed; carries a check digit and says nothing of volume or identity. */
  readonly number: string;
  readonly kind: TicketKind;
  readonly procedure: { readonly id: string; readonly version: number };
  readonly source: TicketSource;
  /** The contact point whose code led here. */
  readonly contactPointId?: string;
  readonly standing?: 'rights' | 'report';
  readonly openness: Openness;
  /** The reporter; absent for leads and coordination. */
  readonly personId?: string;
  readonly facts: Facts;
  readonly area?: string;
  readonly history: readonly Step[];
  /** The ticket that this one was split from. */
  readonly splitFrom?: string;
  readonly origin?: Origin;
  /** HMAC of the receipt code; the code itself is kept nowhere. */
  readonly receiptHash?: string;
  /** The first step whose notice or projection is still to be made; cleared by the relay without touching `version`. */
  readonly pendingFrom?: number;
  readonly traceId: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

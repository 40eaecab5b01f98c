import type { LimitName, Ticket } from '../ticket.ts';

/** One running limit of one matter, as a row of its own that the scheduler finds by `nextAt`. */
export type Deadline = {
  /** `<ticket>-<seq of the step that began it>`, or `<document>-<unit>`. */
  readonly id: string;
  readonly version: number;
  readonly ticketId: Ticket['id'];
  readonly number: string;
  readonly limit: LimitName;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly isProvisional: boolean;
  readonly state: 'running' | 'paused' | 'ended';
  /** When it ended, in time or not. */
  readonly endedAt?: Date;
  /** The profile under which it warns and urges. */
  readonly profile: number;
  /** The version of what it was projected from: an older projection never goes over a newer one. */
  readonly sourceVersion: number;
  /** Points that were acted on, as `<name>@<day of the end>`: a moved end warns anew. */
  readonly fired: readonly string[];
  /** Somebody answered the urging and named a day: it climbs no further before. */
  readonly promisedUntil?: Date;
  /** When the scheduler acts next; absent when nothing is left to do. */
  readonly nextAt?: Date;
};

/** What a projection says; the rest is the scheduler's. */
export type ProjectedDeadline = Omit<Deadline, 'version' | 'fired' | 'promisedUntil' | 'nextAt'>;

/** A warning before, or an urging after, the end of a limit: for the owner or for a role. Kept once for each point. */
export type Alert = {
  /** `<deadline>-<point>` */
  readonly id: string;
  readonly version: number;
  readonly deadlineId: string;
  readonly ticketId: Ticket['id'];
  readonly number: string;
  readonly limit: LimitName;
  readonly kind: 'warning' | 'missed';
  /** 0 for a warning; the first miss is 1, and each further one a level higher. */
  readonly level: number;
  /** `owner` or a role. */
  readonly to: string;
  readonly dueAt: Date;
  readonly plannedAt: Date;
  readonly firedAt: Date;
  readonly answer?: {
    readonly at: Date;
    readonly accountId: string;
    readonly words: string;
    readonly until?: Date;
  };
  /** The limit ended or got another end before anybody answered: nothing is left to say. */
  readonly settledAt?: Date;
};

export type DeadlineStore = {
  readonly find: (id: string) => Promise<Deadline | undefined>;
  readonly insert: (deadline: Deadline) => Promise<boolean>;
  /** Compare-and-set on `version`, stored one higher; false on a conflict. */
  readonly save: (deadline: Deadline) => Promise<boolean>;
  /** With `nextAt` by `now`, the longest waiting first. */
  readonly listDue: (now: Date, limit: number) => Promise<readonly Deadline[]>;
  readonly listForTicket: (ticketId: string) => Promise<readonly Deadline[]>;
};

export type AlertStore = {
  /** False when the point was alerted already. */
  readonly insert: (alert: Alert) => Promise<boolean>;
  readonly find: (id: string) => Promise<Alert | undefined>;
  /** Compare-and-set on `version`, stored one higher; false on a conflict. */
  readonly save: (alert: Alert) => Promise<boolean>;
  /** Newest first. */
  readonly listForTicket: (ticketId: string) => Promise<readonly Alert[]>;
  /** Urgings that wait for an answer, the highest level first. */
  readonly listUnanswered: (limit: number) => Promise<readonly Alert[]>;
  /** Urgings that were answered, the latest answer first. */
  readonly listAnswered: (limit: number) => Promise<readonly Alert[]>;
  /** Warnings whose end is still to come, the nearest first. */
  readonly listWarnings: (now: Date, limit: number) => Promise<readonly Alert[]>;
};

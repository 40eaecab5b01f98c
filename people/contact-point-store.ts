import type { ContactPoint } from './contact-point.ts';

export type ContactPointStore = {
  /** False when the id is taken. */
  readonly insert: (point: ContactPoint) => Promise<boolean>;
  readonly find: (id: string) => Promise<ContactPoint | undefined>;
  /** Compare-and-set: stores version n + 1 over version n; undefined on a conflict. */
  readonly save: (point: ContactPoint) => Promise<ContactPoint | undefined>;
  readonly list: () => Promise<readonly ContactPoint[]>;
};

/** What people did at a point: scanned its code, followed the account by it, wrote, filed. */
export const pointActs = ['scan', 'follow', 'talk', 'ticket'] as const;
export type PointAct = (typeof pointActs)[number];

/** One act. Who it was is not kept. */
export type PointVisit = {
  /** The message or ticket that it was: a repeat counts once. */
  readonly key: string;
  readonly pointId: string;
  readonly act: PointAct;
  /** In Shanghai, YYYY-MM. */
  readonly month: string;
};

export type PointCount = Pick<PointVisit, 'pointId' | 'act' | 'month'> & { readonly count: number };

export type PointVisitStore = {
  readonly record: (visit: PointVisit) => Promise<void>;
  /** All months from this one on, YYYY-MM. */
  readonly count: (from: string) => Promise<readonly PointCount[]>;
};

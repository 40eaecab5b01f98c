import type { UnitReply } from './reply.ts';

export type UnitReplyStore = {
  /** False when the id is there already: the same reply again, or another officer's. */
  readonly insert: (reply: UnitReply) => Promise<boolean>;
  readonly find: (id: string) => Promise<UnitReply | undefined>;
  /** Compare-and-set on `version`, stored one higher; false when another write came first. */
  readonly save: (reply: UnitReply) => Promise<boolean>;
  /** Oldest first; of one unit where it is named. */
  readonly listForDocument: (documentId: string, unitId?: string) => Promise<readonly UnitReply[]>;
  /** Those whose effects are still to be made, oldest first. */
  readonly listPending: (limit: number) => Promise<readonly UnitReply[]>;
  /** Objections, reviews and reports without a decision, oldest first. */
  readonly listUndecided: (limit: number) => Promise<readonly UnitReply[]>;
};

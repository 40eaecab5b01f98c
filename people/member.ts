/** What became of a member's wish to be named. `waiting` and `sealed` name nobody. */
export type MemberState = 'waiting' | 'named' | 'sealed' | 'withdrawn';

/** A member of a chamber for whom a specialist reported: the name stays sealed until the member says otherwise. */
export type MemberTie = {
  /** Also the key: one ticket, one member. */
  readonly ticketId: string;
  readonly name: string;
  readonly state: MemberState;
  /** HMAC of the code by which the member answers; absent for who is to stay sealed. */
  readonly codeHash?: string;
  /** From then on the code opens nothing, and the name stays sealed. */
  readonly expiresAt: Date;
  /** The message that decided it, so that its repeat says the same. */
  readonly decidedBy?: string;
};

export type MemberTies = {
  /** Keeps the tie; one that is there already is left as it is. */
  readonly insert: (tie: MemberTie) => Promise<void>;
  readonly find: (ticketId: string) => Promise<MemberTie | undefined>;
  readonly findByCode: (codeHash: string) => Promise<MemberTie | undefined>;
  /** Settles what waits; false when it was settled before. */
  readonly settle: (
    ticketId: string,
    state: Exclude<MemberState, 'waiting'>,
    decidedBy: string,
  ) => Promise<boolean>;
};

/** Lists of members that are being written, as opaque text: kept sealed, one open list a person. */
export type MemberLists = {
  readonly find: (id: string) => Promise<string | undefined>;
  /** Keeps the list and forgets the person's others. */
  readonly save: (id: string, personId: string, text: string) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
};

const dayMs = 24 * 3600_000;
/** How long a member may answer. */
const answerDays = 14;

export function toMemberDeadline(from: Date): Date {
  return new Date(from.getTime() + answerDays * dayMs);
}

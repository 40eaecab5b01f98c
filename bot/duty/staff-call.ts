/**
 * Why a member of staff is written to. `missed`: a limit ran out and the matter is urged on them. To an officer of a
 * unit, `served`: of a document that was served on it; `unit_limit`: of the limit that this sets. `opinion_asked`,
 * `opinion_due`: to an expert, of a question and of its day; `opinion_given`: to who asked it.
 */
export const callPurposes = [
  'urgent',
  'retaliation',
  'assigned',
  'urged',
  'missed',
  'served',
  'unit_limit',
  'opinion_asked',
  'opinion_due',
  'opinion_given',
] as const;
export type CallPurpose = (typeof callPurposes)[number];

/** `no_way`: no WeCom here, or the member is not linked; `void`: what it was about had passed. */
export const staffCallStates = ['waiting', 'sent', 'failed', 'no_way', 'void'] as const;
export type StaffCallState = (typeof staffCallStates)[number];

/** One card to one member of staff. Document: `staffcalls`, `_id` a stable key. */
export type StaffCall = {
  readonly id: string;
  readonly accountId: string;
  readonly purpose: CallPurpose;
  /** What it is about: a ticket or, for an officer of a unit, the official document. */
  readonly ticketId: string;
  readonly number: string;
  readonly alarmId?: string;
  readonly state: StaffCallState;
  readonly attempts: number;
  /** Not before; absent once settled. While claimed, when the claim runs out. */
  readonly dueAt?: Date;
  readonly settledAt?: Date;
  readonly failure?: string;
  readonly createdAt: Date;
};

export type NewStaffCall = Omit<StaffCall, 'state' | 'attempts' | 'settledAt' | 'failure'> & {
  readonly dueAt: Date;
};

export type StaffCallStore = {
  /** Inserts those whose id is new. */
  readonly insert: (calls: readonly NewStaffCall[]) => Promise<void>;
  readonly listDue: (now: Date, limit: number) => Promise<readonly StaffCall[]>;
  /** Takes a due one until `until` and counts the try; undefined when another has it. */
  readonly claim: (id: string, now: Date, until: Date) => Promise<StaffCall | undefined>;
  readonly settle: (
    id: string,
    outcome: Pick<StaffCall, 'state' | 'failure'>,
    at: Date,
  ) => Promise<void>;
  readonly retry: (id: string, dueAt: Date, failure: string) => Promise<void>;
  readonly listForTicket: (ticketId: string) => Promise<readonly StaffCall[]>;
};

/** What came of one try to bring a card. */
export type CardOutcome =
  | { readonly kind: 'sent' | 'no_way' | 'void' }
  | { readonly kind: 'failed' | 'again'; readonly failure: string };

type Ports = {
  readonly calls: StaffCallStore;
  readonly sendCard: (call: StaffCall) => Promise<CardOutcome>;
  /** Somebody should be rung by telephone: no card reached them. */
  readonly onUnreached: (call: StaffCall) => Promise<void>;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
};

const batchSize = 50;
const claimMs = 20_000;
const againAfterMs = 30_000;
const maxTries = 5;

/** Sends due cards, each by one process; for the sweeper. A crash leaves the claim to run out. */
export function createSendStaffCalls({ calls, sendCard, onUnreached, now, onError }: Ports) {
  async function bring(id: string): Promise<void> {
    const call = await calls.claim(id, now(), new Date(now().getTime() + claimMs));
    if (call === undefined) return;
    const outcome = await sendCard(call);
    if (outcome.kind === 'again' && call.attempts < maxTries) {
      await calls.retry(id, new Date(now().getTime() + againAfterMs), outcome.failure);
      return;
    }
    const state = outcome.kind === 'again' ? 'failed' : outcome.kind;
    // Before the row is settled: a crash in between must not lose the telephone call.
    if (state === 'failed' || state === 'no_way') await onUnreached(call);
    const failure = 'failure' in outcome ? { failure: outcome.failure } : {};
    await calls.settle(id, { state, ...failure }, now());
  }

  return async function sendStaffCalls(): Promise<void> {
    for (const { id } of await calls.listDue(now(), batchSize)) await bring(id).catch(onError);
  };
}

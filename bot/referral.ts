import type { Bell, NewOutboxRow, OutboxStore } from './stores.ts';

/**
 * A matter that was handed over to who is competent, with the person's consent. The ticket has the words; here stands
 * only when to ask whether an answer came, and that it was asked.
 */
export type Referral = {
  /** The ticket that the handing over made. */
  readonly id: string;
  readonly personId: string;
  readonly ticketNumber: string;
  readonly unit: string;
  readonly at: Date;
  readonly askAt: Date;
  readonly state: 'waiting' | 'asked' | 'answered' | 'unanswered';
};

export type ReferralStore = {
  /** A repeat leaves the one that is there. */
  readonly insert: (referral: Referral) => Promise<void>;
  readonly listDue: (now: Date, limit: number) => Promise<readonly Referral[]>;
  /** The person's newest that was asked about and not answered for. */
  readonly findAsked: (personId: string) => Promise<Referral | undefined>;
  /** False when it is no longer in that state. */
  readonly move: (id: string, from: Referral['state'], to: Referral['state']) => Promise<boolean>;
};

const askAfterMs = 7 * 24 * 3600_000;
const batchSize = 100;

/** A new referral, asked about seven days later. */
export function toReferral(
  given: Pick<Referral, 'id' | 'personId' | 'ticketNumber' | 'unit' | 'at'>,
): Referral {
  const askAt = new Date(given.at.getTime() + askAfterMs);
  return { ...given, askAt, state: 'waiting' };
}

type AskPorts = {
  readonly referrals: Pick<ReferralStore, 'listDue' | 'move'>;
  readonly outbox: Pick<OutboxStore, 'insert'>;
  readonly bell: Bell;
  readonly now: () => Date;
};

/** Asks each person once whether the department answered; for the sweeper. The key of the row keeps a repeat silent. */
export function createAskReferrals({ referrals, outbox, bell, now }: AskPorts) {
  return async function askReferrals(): Promise<void> {
    for (const referral of await referrals.listDue(now(), batchSize)) {
      await outbox.insert([toQuestion(referral, now())]);
      await referrals.move(referral.id, 'waiting', 'asked');
      await bell.ring({ kind: 'deliver', id: referral.personId });
    }
  };
}

/** Without numbered options: a number would be taken for a choice of the conversation's last words. */
function toQuestion({ id, personId, ticketNumber, unit }: Referral, at: Date): NewOutboxRow {
  return {
    id: `referral-${id}`,
    personId,
    kind: 'notice',
    reply: { key: 'conversation.referral.ask', values: { unit, number: ticketNumber } },
    ticketId: id,
    traceId: id,
    createdAt: at,
    dueAt: at,
  };
}

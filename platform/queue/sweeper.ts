import type { Bell, InboxStore, OutboxStore } from '../../bot/index.ts';
import type { TicketStore } from '../../tickets/index.ts';

type SweeperPorts = {
  readonly inbox: Pick<InboxStore, 'listLeftBehind' | 'listMediaWaiting'>;
  readonly outbox: Pick<OutboxStore, 'listPeopleDue'>;
  readonly tickets: Pick<TicketStore, 'listPending'>;
  /** Writes down what a schedule has made live. */
  readonly publishDue?: () => Promise<unknown>;
  /** Goes on with corrections of answers that proved wrong. */
  readonly continueRecalls?: () => Promise<unknown>;
  /** Asks whether a department answered to whom a matter was handed over. */
  readonly askReferrals?: () => Promise<unknown>;
  /** Opens, closes and settles telephone and letter tasks. */
  readonly sweepTasks?: () => Promise<unknown>;
  /** Lets time act on conversations that wait for a person or are with one. */
  readonly sweepHandOvers?: () => Promise<unknown>;
  /** Seals and opens what reporters chose, and reminds those who have not chosen. */
  readonly sweepConsent?: () => Promise<unknown>;
  /** Calls officers on duty and sends cards to staff. */
  readonly sweepDuty?: () => Promise<unknown>;
  /** Takes matters from owners who may have no part in them. */
  readonly passOnTickets?: () => Promise<unknown>;
  /** Makes what follows from steps of official documents. */
  readonly sweepDocuments?: () => Promise<unknown>;
  readonly bell: Bell;
  readonly now: () => Date;
};

const batchSize = 500;
/** Rows younger than this are being handled or about to be rung for. */
const leftBehindAfterMs = 2000;
const mediaEveryRounds = 10;
const tasksEveryRounds = 10;
const handOversEveryRounds = 3;
const ownersEveryRounds = 30;

/** Rings again for every row left behind, so that an empty Redis or a lost ring loses nothing. */
export function createSweeper(ports: SweeperPorts) {
  const { inbox, outbox, tickets, bell, now } = ports;
  let round = 0;

  async function sweep(): Promise<void> {
    const before = new Date(now().getTime() - leftBehindAfterMs);
    const [turns, deliveries, relays, media] = await Promise.all([
      inbox.listLeftBehind(before, batchSize),
      outbox.listPeopleDue(now(), batchSize),
      tickets.listPending(now(), batchSize),
      round % mediaEveryRounds === 0 ? inbox.listMediaWaiting(now(), batchSize) : [],
      ports.publishDue?.(),
      ports.continueRecalls?.(),
      ports.sweepDuty?.(),
      ports.sweepDocuments?.(),
      ports.sweepConsent?.(),
      round % tasksEveryRounds === 0 ? ports.sweepTasks?.() : undefined,
      round % tasksEveryRounds === 0 ? ports.askReferrals?.() : undefined,
      round % handOversEveryRounds === 0 ? ports.sweepHandOvers?.() : undefined,
      round % ownersEveryRounds === 0 ? ports.passOnTickets?.() : undefined,
    ]);
    round += 1;
    await Promise.all([
      ...turns.map((id) => bell.ring({ kind: 'turn', id })),
      ...deliveries.map((id) => bell.ring({ kind: 'deliver', id })),
      ...relays.map((id) => bell.ring({ kind: 'relay', id })),
      ...media.map((id) => bell.ring({ kind: 'media', id })),
    ]);
  }

  return {
    sweep,
    /** A round that leaves nothing out. */
    sweepAll(): Promise<void> {
      round = 0;
      return sweep();
    },
  };
}

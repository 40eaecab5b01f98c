import type { Channel, Words } from './channel.ts';
import type { Address, ChannelName } from './message.ts';
import {
  chooseWay,
  findBundleEnd,
  isRinging,
  joinWords,
  takeBundle,
  toToTell,
  type WordedRow,
  type Candidate,
  type LedgerKeeper,
  type OfficeHours,
  type Parcel,
} from './reach/index.ts';
import type { Directory, OutboxRow, OutboxStore, Render } from './stores.ts';
import type { Speech } from './turn.ts';

type TogetherPorts = {
  readonly outbox: Pick<OutboxStore, 'hold'>;
  readonly directory: Pick<Directory, 'open'>;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly ledgers: Pick<LedgerKeeper, 'find'>;
  readonly hours: OfficeHours;
  readonly speechOf: (personId: string) => Promise<Speech>;
  readonly render: Render;
  readonly now: () => Date;
  /** Takes a row for a try; undefined when it is not to be had. */
  readonly claim: (row: OutboxRow, words: Words) => Promise<OutboxRow | undefined>;
  /** Brings claimed rows and records what became of each. */
  readonly bring: (parcel: Parcel) => Promise<void>;
};

/** Delivers what is due of notices that may share a message. */
export function createDeliverTogether(ports: TogetherPorts) {
  const { channels, now } = ports;

  /** How each row would leave now by itself. */
  async function weigh(rows: readonly WordedRow[], addresses: readonly Address[]) {
    const [first] = rows;
    const ledger = await ports.ledgers.find(first?.personId ?? '');
    const candidates = rows.map((row): Candidate => {
      const toTell = toToTell({ first: row, rows: [row], words: row.words }, addresses, channels);
      return { row, choice: chooseWay(ledger, toTell, now(), ports) };
    });
    return { ledger, candidates };
  }

  /** Claims the rows, the first before all others; undefined when another deliverer was faster. */
  async function claimAll(rows: readonly WordedRow[]): Promise<readonly WordedRow[] | undefined> {
    const claimed: WordedRow[] = [];
    for (const row of rows) {
      const taken = await ports.claim(row, row.words);
      if (taken === undefined && claimed.length === 0) return undefined;
      if (taken !== undefined) claimed.push({ ...row, ...taken, words: taken.words ?? row.words });
    }
    return claimed;
  }

  /** Rows to send in this pass; what must wait for the end of the running two hours is held. */
  async function holdWaiting(rows: readonly WordedRow[], addresses: readonly Address[]) {
    const { ledger, candidates } = await weigh(rows, addresses);
    const sendable: WordedRow[] = [];
    for (const { row, choice } of candidates) {
      const until = findBundleEnd(ledger, row.ticketId, now());
      if (until === undefined || !isRinging(choice)) sendable.push(row);
      else if (await claimAll([row])) await ports.outbox.hold(row.id, 'bundle', until);
    }
    return sendable;
  }

  /** `rows` are due and free, in order; those of a person who is spoken to plainly. */
  return async function deliverTogether(rows: readonly WordedRow[], speech: Speech) {
    const [first] = rows;
    if (first === undefined) return;
    const sayHeading = (matters: number) =>
      ports.render({ key: 'notice.bundle', values: { count: matters } }, speech.language).text;
    const countTogether = (together: readonly WordedRow[], name: ChannelName): number => {
      const channel = channels.get(name);
      if (channel?.sendsStoredWords === true) return together.length;
      return channel?.countMessages?.(joinWords(together, sayHeading)) ?? 1;
    };
    const addresses = await ports.directory.open(first.personId);
    let left = await holdWaiting(rows, addresses);
    while (left.length > 0) {
      const { candidates } = await weigh(left, addresses);
      const claimed = await claimAll(takeBundle(candidates, countTogether));
      const [head] = claimed ?? [];
      if (claimed === undefined || head === undefined) return;
      await ports.bring({ first: head, rows: claimed, words: joinWords(claimed, sayHeading) });
      const done = new Set(claimed.map(({ id }) => id));
      left = left.filter(({ id }) => !done.has(id));
    }
  };
}

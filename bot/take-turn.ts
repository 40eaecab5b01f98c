import type { FileStore } from './evidence.ts';
import type {
  Bell,
  Directory,
  ForgetDraft,
  InboxRow,
  InboxStore,
  NewOutboxRow,
  OutboxStore,
  Render,
  SessionStore,
  TranscriptStore,
} from './stores.ts';
import type { Outcome, Reply, Route, Session, Speech } from './turn.ts';
import { joinForPassive, toPassiveAnswer, type PassiveSlot } from './passive.ts';
import { toFileId } from './media.ts';
import type { HandOverStore } from './hand-over/store.ts';
import type { LedgerKeeper } from './reach/index.ts';
import { toInboundLine, toOutboundLine } from './transcript-line.ts';
import { createWelcome } from './welcome.ts';

/** What became of one row: handled, failed (to be tried again), or the lease was lost to another. */
export type TakenTurn<State> =
  | { readonly kind: 'handled'; readonly session: Session<State>; readonly isReleased: boolean }
  | { readonly kind: 'failed' }
  | { readonly kind: 'lost' };

/** `after: 'release'` on the last row at hand: its session is saved and the lease given back in one write. */
type Lease = { readonly owner: string; readonly after: 'keep' | 'release' };

export type TakeTurn<State> = (
  row: InboxRow,
  session: Session<State>,
  lease: Lease,
  slot?: PassiveSlot,
) => Promise<TakenTurn<State>>;

type TakeTurnPorts<State> = {
  readonly routes: readonly Route<State>[];
  readonly inbox: InboxStore;
  readonly sessions: Pick<SessionStore<State>, 'save'>;
  readonly outbox: Pick<OutboxStore, 'insert' | 'releaseHeld' | 'recordSent' | 'recordRetry'>;
  readonly transcript: Pick<TranscriptStore, 'append' | 'assignTicket'>;
  readonly files: Pick<FileStore, 'assignTicket'>;
  readonly directory: Pick<Directory, 'touch' | 'unbind'>;
  readonly ledgers: Pick<LedgerKeeper, 'note'>;
  /** Read under the lease: the bot is silent while a person has the conversation. */
  readonly findHandOver?: HandOverStore['find'];
  readonly forgetDraft: ForgetDraft;
  readonly render: Render;
  readonly bell: Bell;
  readonly now: () => Date;
  /** How long a passive claim holds a row before it is pushed instead. */
  readonly passiveClaimMs: number;
  readonly announce: (personId: string) => void;
  /** Told of a try that failed; the error must not be logged with its message. */
  readonly onFailure: (error: unknown, messageId: string, tries: number) => void;
};

const maxTries = 5;
const parkedReply: Reply = { key: 'conversation.parked' };

/** Steps 6 to 9 of the walk for one row: route, handler, outbox, session. Every write may be repeated. */
export function createTakeTurn<State>(ports: TakeTurnPorts<State>): TakeTurn<State> {
  const { inbox, sessions, outbox, transcript, bell, now } = ports;
  const welcome = createWelcome(ports);

  async function decide(
    row: InboxRow,
    session: Session<State>,
    slot?: PassiveSlot,
  ): Promise<Outcome<State>> {
    const answerLater = (): void => {
      if (slot?.messageId === row.id) slot.close();
    };
    const handOver = await ports.findHandOver?.(row.personId);
    const turn = { message: row, session, answerLater, ...(handOver && { handOver }) };
    const route = ports.routes.find(({ matches }) => matches(turn));
    if (route === undefined) throw new Error('no route matches');
    return route.handle(turn);
  }

  function toRows(
    row: InboxRow,
    {
      replies,
      ticketId,
      urgency,
      becomes,
    }: Pick<Outcome<State>, 'replies' | 'ticketId' | 'urgency' | 'becomes'>,
    { language, manner }: Speech,
  ) {
    const createdAt = now();
    return replies.map((reply, index): NewOutboxRow => ({
      id: `${row.id}-r${index}`,
      personId: becomes ?? row.personId,
      kind: 'reply',
      channel: row.channel,
      reply,
      words: ports.render(reply, language, manner),
      ...(ticketId !== undefined && { ticketId }),
      ...(urgency !== undefined && { urgency }),
      traceId: row.traceId,
      createdAt,
      dueAt: createdAt,
    }));
  }

  async function fail(row: InboxRow, error: unknown, session: Session<State>) {
    const tries = await inbox.recordFailure(
      row.id,
      error instanceof Error ? error.name : 'unknown',
    );
    ports.onFailure(error, row.id, tries);
    if (tries < maxTries) return { kind: 'failed' } as const;
    await transcript.append([toInboundLine(row)]);
    // Under a key of its own: a retry by staff still has the row's own replies to give.
    const notices = toRows(row, { replies: [parkedReply] }, session);
    await outbox.insert(notices.map((notice) => ({ ...notice, id: `${row.id}-parked` })));
    await inbox.park(row.id);
    await bell.ring({ kind: 'deliver', id: row.personId });
    return { kind: 'handled', session, isReleased: false } as const;
  }

  return async function takeTurn(row, session, lease, slot) {
    // Handled before a crash, but not yet marked: handling it again would answer the next question with it.
    if (session.lastMessageId === row.id) {
      await inbox.finish(row.id);
      return { kind: 'handled', session, isReleased: false };
    }
    const stored = await decideAndStore(row, session, lease, slot).catch((error: unknown) => ({
      error,
    }));
    if ('error' in stored) return fail(row, stored.error, session);
    if (stored.saved === undefined) return { kind: 'lost' };
    for (const personId of listPeople(row, stored.rows)) ports.announce(personId);
    await answer(row, stored, slot);
    await inbox.finish(row.id);
    return { kind: 'handled', session: stored.saved, isReleased: lease.after === 'release' };
  };

  /** Everything up to the saved session; `saved` is undefined when the lease was lost. */
  async function decideAndStore(
    row: InboxRow,
    session: Session<State>,
    lease: Lease,
    slot?: PassiveSlot,
  ) {
    const [outcome, hasHeldNews] = await Promise.all([decide(row, session, slot), welcome(row)]);
    const { language = session.language, manner = session.manner } = outcome;
    const speech: Speech = { language, ...(manner !== undefined && { manner }) };
    const rows = toRows(row, outcome, speech);
    const passive = hasHeldNews ? undefined : claimForPassive(rows, row, slot);
    await Promise.all([
      outbox.insert(passive?.rows ?? rows),
      transcript.append([
        {
          ...toInboundLine(row, outcome.ticketId),
          ...(outcome.holdsContact && { holdsContact: true as const }),
        },
        ...(passive?.rows ?? []).map((claimed) => toOutboundLine(claimed, row.channel, now())),
      ]),
    ]);
    if (outcome.ticketId !== undefined) await assignToTicket(outcome.ticketId, row, outcome);
    if (outcome.forget !== undefined) {
      const { personId, id: except } = row;
      await ports.forgetDraft({ ...outcome.forget, personId, except });
    }
    const saved = await sessions.save(
      { ...session, ...speech, state: outcome.state, lastMessageId: row.id },
      lease.owner,
      lease.after,
    );
    return { rows, passive, hasHeldNews, saved };
  }

  function claimForPassive(rows: readonly NewOutboxRow[], row: InboxRow, slot?: PassiveSlot) {
    if (slot === undefined || slot.messageId !== row.id || !slot.isOpen()) return undefined;
    const text = joinForPassive(rows, slot.maxBytes);
    if (text === undefined) return undefined;
    const until = new Date(now().getTime() + ports.passiveClaimMs);
    const claim = { by: 'passive', owner: row.id, until } as const;
    return { text, rows: rows.map((unclaimed) => ({ ...unclaimed, claim })) };
  }

  async function answer(
    row: InboxRow,
    { rows, passive, hasHeldNews }: Awaited<ReturnType<typeof decideAndStore>>,
    slot: PassiveSlot | undefined,
  ): Promise<void> {
    if (passive !== undefined) {
      if (slot?.offer(toPassiveAnswer(passive.text, rows, row.channel, ports)) === true) return;
      await Promise.all(rows.map(({ id }) => outbox.recordRetry(id, 'passive_too_late', now())));
    }
    if (rows.length === 0 && !hasHeldNews) return;
    await Promise.all(
      listPeople(row, rows).map((personId) => bell.ring({ kind: 'deliver', id: personId })),
    );
  }

  async function assignToTicket(ticketId: string, row: InboxRow, outcome: Outcome<State>) {
    const ids = [row.id, ...(outcome.claimedMessageIds ?? [])];
    // In this order: media that are stored meanwhile look for their ticket in the line.
    await transcript.assignTicket(ids, ticketId);
    await ports.files.assignTicket(ids.map(toFileId), ticketId);
  }
}

/** Whoever spoke, and whoever the answers belong to: a person may turn out to be another. */
function listPeople(row: InboxRow, rows: readonly NewOutboxRow[]): readonly string[] {
  return [...new Set([row.personId, ...rows.map(({ personId }) => personId)])];
}

import {
  createLedgerKeeper,
  createTellTasks,
  type ChannelName,
  type Content,
  type OutboxRow,
  type WorkDays,
  createOfficeHours,
  toTaskAt,
  toTaskId,
  maxAttempts,
} from '../../bot/index.ts';
import { createDeliver } from '../../bot/deliver.ts';
import { createWelcome } from '../../bot/welcome.ts';
import { toDayStart, toShanghaiDay } from '../../tickets/index.ts';
import { createBundleDiary } from './bundle-diary.ts';
import { createModelPlatform, templatesSentBefore, type Act, type Mood } from './model-platform.ts';
import { createMemoryOutbox, createMemoryReach, createMemoryTasks } from './reach-stores.ts';

/** One thing that happens in a story of notices. */
export type Happening =
  | {
      readonly kind: 'act';
      readonly channel: ChannelName;
      readonly act: Act;
      readonly lagS: number;
    }
  | { readonly kind: 'consent' }
  | { readonly kind: 'leave' }
  | {
      readonly kind: 'tell';
      readonly what: 'accepted' | 'verification' | 'reply';
      readonly isUrgent: boolean;
      readonly isLong: boolean;
      readonly count: number;
      /** The first of the matters: each further row is about the next of three. */
      readonly matter: number;
    }
  | { readonly kind: 'moods'; readonly moods: readonly Mood[] }
  | { readonly kind: 'pass'; readonly seconds: number }
  | { readonly kind: 'deliver'; readonly processes: 1 | 2 }
  | { readonly kind: 'crash'; readonly at: number; readonly when: 'before' | 'after' };

const isContact = (name: string): boolean => name !== 'consent' && name !== 'unfollow';

class Died extends Error {}
const personId = 'p';
const workDays: WorkDays = {
  isWorkingDay: (at) => ![0, 6].includes(new Date(at.getTime() + 8 * 3_600_000).getUTCDay()),
  toDayStart: (at) => toDayStart(toShanghaiDay(at)),
};
const asText: Content = { kind: 'text', text: '您好' };

/** Dies at its n-th call, before or after it is made; from then on every call throws. */
function createLife() {
  let left = Infinity;
  let when: 'before' | 'after' = 'before';
  let isDead = false;

  async function pass<T>(work: () => T | Promise<T>): Promise<T> {
    if (isDead) throw new Died();
    left -= 1;
    if (left !== 0) return work();
    isDead = true;
    if (when === 'after') await work();
    throw new Died();
  }

  function wrap<Store extends object>(store: Store): Store {
    return new Proxy(store, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...args: readonly unknown[]) => pass(() => Reflect.apply(value, target, args));
      },
    });
  }

  return {
    pass,
    wrap,
    arm(at: number, at_: 'before' | 'after') {
      left = at;
      when = at_;
    },
    /** Starts again when it died; true when it had. */
    revive(): boolean {
      const had = isDead;
      isDead = false;
      left = Infinity;
      return had;
    },
  };
}

const isSettled = ({ status }: OutboxRow): boolean => status === 'sent' || status === 'told';

/** A person, their channels, and the real rules of delivery over stores in memory and platforms that count. */
export function createReachWorld(bound: readonly ChannelName[]) {
  const clock = { at: Date.parse('2026-03-02T02:00:00Z') };
  const now = () => new Date(clock.at);
  const life = createLife();
  const outbox = createMemoryOutbox();
  const diary = createBundleDiary((id) => outbox.rows.get(id));
  const platform = createModelPlatform(
    () => clock.at,
    (taken) => diary.noteTaken(taken),
  );
  const tasks = createMemoryTasks();
  const reach = createMemoryReach(templatesSentBefore);
  const ledgers = createLedgerKeeper({
    store: life.wrap(reach),
    toDay: toShanghaiDay,
  });
  const unseen: {
    id: string;
    channel: ChannelName;
    content: Content;
    arrivesAt: number;
    sentAt: number;
  }[] = [];
  let crashes = 0;
  let unexcused = 0;
  let isReordered = false;
  let count = 0;
  const nextId = (name: string) => `${name}-${(count += 1)}`;

  const deliver = createDeliver({
    outbox: life.wrap(outbox.store),
    directory: { open: async () => bound.map((channel) => ({ channel, userId: 'u' })) },
    transcript: { append: async () => [] },
    channels: new Map(
      bound.map((name) => [
        name,
        platform.openChannel(name, async (work) => void (await life.pass(work))),
      ]),
    ),
    ledgers,
    hours: createOfficeHours(workDays),
    speechOf: async () => ({ language: 'zh-CN' }),
    render: ({ key }) => ({ text: key }),
    newOwner: () => nextId('owner'),
    now,
    claimMs: 15_000,
    announce: () => undefined,
    onFailure: () => undefined,
  });
  const welcome = createWelcome({
    outbox: life.wrap(outbox.store),
    directory: { touch: async () => undefined, unbind: async () => undefined },
    ledgers,
    now,
  });
  const telling = createTellTasks({
    tasks,
    rows: outbox.store,
    now,
    onError: (error) => {
      throw error;
    },
  });

  /** Runs what a process does; when it dies on the way, the next one starts. */
  async function live(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Died)) throw error;
    }
    if (!life.revive()) return true;
    crashes += 1;
    return false;
  }

  async function runDeliver(processes: 1 | 2): Promise<void> {
    diary.beginPass();
    const before = platform.quotaRefusals();
    const { channels = {} } = (await reach.find(personId)) ?? {};
    const isDoubtful = Object.values(channels).some(({ window }) => (window?.doubtful ?? 0) > 0);
    const runs = Array.from({ length: processes }, () => deliver(personId));
    await live(async () => {
      const ends = await Promise.allSettled(runs);
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    });
    const isRefused = platform.quotaRefusals() > before;
    diary.endPass(processes === 1 && bound.length === 1 && !isRefused);
    // A platform may have to say no only to what could not be known: an act not heard of or heard of out of its
    // order, an answer lost, a send within the same second as an act.
    const isUncertain = isDoubtful || isReordered || crashes > 0 || platform.lostAnswers() > 0;
    const isExcused = unseen.length > 0 || isUncertain;
    if (!isExcused) unexcused += platform.quotaRefusals() - before;
  }

  /** The turns of what has arrived; a turn that died is taken again, as its row still waits. */
  async function takeTurns(): Promise<void> {
    for (;;) {
      const next = unseen.find(({ arrivesAt }) => arrivesAt <= clock.at);
      if (next === undefined) return;
      const { id, channel, content } = next;
      const row = {
        id,
        personId,
        channel,
        content,
        traceId: id,
        arrivedAt: new Date(next.arrivesAt),
        sentAt: new Date(next.sentAt),
        status: 'waiting',
        attempts: 0,
      } as const;
      if (!(await live(() => welcome(row)))) continue;
      if (content.kind !== 'event' || isContact(content.name)) diary.noteContact();
      unseen.splice(unseen.indexOf(next), 1);
    }
  }

  function hear(channel: ChannelName, content: Content, lagS: number): void {
    const arrivesAt = clock.at + lagS * 1000;
    isReordered ||= unseen.some((earlier) => earlier.arrivesAt > arrivesAt);
    unseen.push({ id: nextId('m'), channel, content, arrivesAt, sentAt: clock.at });
    unseen.sort((a, b) => a.arrivesAt - b.arrivesAt);
  }

  async function tell(event: Happening & { readonly kind: 'tell' }, matter: number): Promise<void> {
    const key = event.what === 'reply' ? 'conversation.x' : `notice.matter.${event.what}`;
    const taskAt = toTaskAt(key, now(), workDays);
    const [channel] = bound;
    await outbox.store.insert([
      {
        id: nextId('row'),
        personId,
        kind: event.what === 'reply' ? 'reply' : 'notice',
        reply: { key, values: { number: `DX-${matter}` } },
        ticketId: `t-${matter}`,
        words: { text: event.isLong ? 'long' : 'short' },
        traceId: 't',
        createdAt: now(),
        dueAt: now(),
        ...(channel !== undefined && { channel }),
        ...(event.isUrgent && { urgency: 'urgent' as const }),
        ...(taskAt !== undefined && { taskAt }),
      },
    ]);
  }

  async function pass(seconds: number): Promise<void> {
    clock.at += seconds * 1000;
    await takeTurns();
  }

  async function happen(event: Happening): Promise<void> {
    switch (event.kind) {
      case 'act': {
        if (!bound.includes(event.channel)) return;
        platform.act(event.channel, event.act);
        const content: Content =
          event.act === 'message' ? asText : { kind: 'event', name: event.act };
        hear(event.channel, content, event.lagS);
        return takeTurns();
      }
      case 'consent':
        platform.consent();
        hear('official-account', { kind: 'event', name: 'consent', key: 'T1' }, 0);
        return takeTurns();
      case 'leave':
        platform.leave();
        hear('official-account', { kind: 'event', name: 'unfollow' }, 0);
        return takeTurns();
      case 'tell':
        for (let row = 0; row < event.count; row += 1) await tell(event, (event.matter + row) % 3);
        return undefined;
      case 'moods':
        return platform.setMoods(event.moods);
      case 'pass':
        return pass(event.seconds);
      case 'deliver':
        return runDeliver(event.processes);
      case 'crash':
        return life.arm(event.at, event.when);
    }
  }

  const rows = (): readonly OutboxRow[] => [...outbox.rows.values()];

  /** Whoever is bound to a channel has written there, if long ago. */
  async function begin(): Promise<void> {
    for (const channel of bound) {
      await happen({ kind: 'act', channel, act: 'message', lagS: 0 });
    }
    await pass(3 * 24 * 3600);
  }

  /** The person writes until everything was said. */
  async function comeBack(): Promise<void> {
    life.revive();
    platform.setMoods([]);
    for (let round = 0; round < 60 && !rows().every(isSettled); round += 1) {
      for (const channel of bound) {
        await happen({ kind: 'act', channel, act: 'message', lagS: 0 });
      }
      await runDeliver(1);
      await pass(400);
    }
  }

  /** The person never writes again; staff work off what became a task. */
  async function stayAway(isReached: boolean): Promise<void> {
    life.revive();
    platform.setMoods([]);
    for (let hour = 0; hour < 24 * 6; hour += 6) {
      await pass(6 * 3600);
      await runDeliver(1);
      await telling.sweepTasks();
    }
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
      for (const task of await tasks.listOpen(1000)) {
        const outcome = isReached ? 'reached' : 'not_reached';
        const by = { accountId: 'a', name: '值班员' };
        await telling.recordAttempt(task.id, task.version, { at: now(), by, outcome });
      }
    }
  }

  return {
    begin,
    happen,
    comeBack,
    stayAway,
    rows,
    isSettled,
    platform,
    /** Rings of notices that had to share one, or to wait. */
    needlessRings: diary.countNeedless,
    fullDays: reach.countFull,
    crashes: () => crashes,
    unexcusedRefusals: () => unexcused,
    findTask: (rowId: string) => tasks.find(toTaskId(rowId)),
  };
}

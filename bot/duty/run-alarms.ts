import {
  callNext,
  endAlarm,
  passAlarm,
  takeAlarm,
  type Alarm,
  type AlarmCause,
  type Officer,
} from './alarm.ts';
import type { NewStaffCall, StaffCallStore } from './staff-call.ts';

export type AlarmStore = {
  /** False when there is one with this id already. */
  readonly insert: (alarm: Alarm) => Promise<boolean>;
  readonly find: (id: string) => Promise<Alarm | undefined>;
  /** Compare-and-set on version, which the store counts on; undefined when another write came first. */
  readonly save: (alarm: Alarm) => Promise<Alarm | undefined>;
  readonly listDue: (now: Date, limit: number) => Promise<readonly Alarm[]>;
  /** Those that nobody has taken, the oldest first. */
  readonly listOpen: (limit: number) => Promise<readonly Alarm[]>;
  readonly listForTicket: (ticketId: string) => Promise<readonly Alarm[]>;
};

type AlarmPorts = {
  readonly alarms: AlarmStore;
  readonly calls: Pick<StaffCallStore, 'insert'>;
  /** Officers on duty who may have a part in the alarm's matter, in the order to be called. */
  readonly listOnDuty: (at: Date, alarm: Alarm) => Promise<readonly Officer[]>;
  /** Whether the ticket still needs somebody. */
  readonly isWanted: (alarm: Alarm) => Promise<boolean>;
  readonly now: () => Date;
  /** The console rings, or stops ringing. */
  readonly announce: () => void;
  readonly onError: (error: unknown) => void;
};

type NewAlarm = Pick<Alarm, 'id' | 'ticketId' | 'number' | 'cause'> & { readonly dueAt: Date };
export type AlarmAnswer =
  | { readonly kind: 'done'; readonly alarm: Alarm }
  | { readonly kind: 'again' | 'closed'; readonly alarm: Alarm }
  | { readonly kind: 'unknown' };

const batchSize = 50;
const maxTries = 5;

/**
 * The calling chain: an officer, after 15 minutes the next, then all, until somebody takes it. Everything is decided
 * by one compare-and-set on the alarm, so that of two processes one calls; its rows follow by key.
 */
export function createAlarms(ports: AlarmPorts) {
  const { alarms, calls, now, announce } = ports;

  async function open(wanted: NewAlarm): Promise<void> {
    const alarm = { ...wanted, version: 1, state: 'open', calls: [], projected: 0 } as const;
    if (await alarms.insert({ ...alarm, createdAt: now() })) announce();
  }

  async function project(alarm: Alarm): Promise<void> {
    const missing = alarm.calls.slice(alarm.projected);
    if (missing.length === 0) return;
    await calls.insert(missing.map((call, index) => toRow(alarm, call, alarm.projected + index)));
    await alarms.save({ ...alarm, projected: alarm.calls.length });
  }

  async function advance(alarm: Alarm): Promise<void> {
    if (alarm.projected < alarm.calls.length) return project(alarm);
    const isWanted = await ports.isWanted(alarm);
    const next = isWanted
      ? callNext(alarm, await ports.listOnDuty(now(), alarm), now())
      : endAlarm(alarm, now());
    const saved = await alarms.save(next);
    if (saved === undefined) return;
    announce();
    await project(saved);
  }

  /** Changes by compare-and-set, tried again after a lost race; `change` finds nothing to do in a closed alarm. */
  async function answer(
    id: string,
    change: (alarm: Alarm) => Alarm | undefined,
  ): Promise<AlarmAnswer> {
    for (let tries = 1; ; tries += 1) {
      const alarm = await alarms.find(id);
      if (alarm === undefined) return { kind: 'unknown' };
      const changed = change(alarm);
      if (changed === undefined)
        return { kind: alarm.state === 'open' ? 'again' : 'closed', alarm };
      const saved = await alarms.save(changed);
      if (saved !== undefined) {
        announce();
        return { kind: 'done', alarm: saved };
      }
      if (tries === maxTries) throw new Error('an alarm changes too often');
    }
  }

  return {
    open,
    /** Calls whoever is due, and makes rows that a crash left out. For the sweeper. */
    async sweep(): Promise<void> {
      for (const alarm of await alarms.listDue(now(), batchSize)) {
        await advance(alarm).catch(ports.onError);
      }
    },
    take: (id: string, by: Officer) => answer(id, (alarm) => takeAlarm(alarm, by, now())),
    pass: (id: string, accountId: string, call: number) =>
      answer(id, (alarm) => passAlarm(alarm, { accountId, call }, now())),
    listOpen: () => alarms.listOpen(batchSize),
    listForTicket: alarms.listForTicket,
  };
}

function toRow(alarm: Alarm, { accountId, at }: Alarm['calls'][number], n: number): NewStaffCall {
  const { id, ticketId, number, cause } = alarm;
  const purpose: AlarmCause = cause;
  const row = { id: `${id}-c${n}`, accountId, purpose, ticketId, number, alarmId: id };
  return { ...row, dueAt: at, createdAt: at };
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { ChildKeeper } from './keep-child.ts';
import type { WechatySwitch } from './status.ts';

type PostPorts = {
  readonly child: Pick<ChildKeeper, 'switchOn' | 'switchOff' | 'restart' | 'start' | 'stop'>;
  /** True for the one process of all that may have the child until now + `ttlMs`. */
  readonly takeLease: (ttlMs: number) => Promise<boolean>;
  readonly releaseLease: () => Promise<void>;
  readonly readSwitch: () => Promise<WechatySwitch>;
  /** Sends what was asked for; how many had to wait. */
  readonly fillOrders: () => Promise<number>;
  /** Writes down how the child is, where that is due. */
  readonly report: () => Promise<void>;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
};

const leaseMs = 10_000;
const lookEveryMs = 1000;
const fillEveryMs = 1000;
const fillSoonMs = 200;

/** Has the child run where the lease is and as the switch says, and gives it its orders. */
export function createPost({ child, now, onError, ...ports }: PostPorts) {
  const ended = new AbortController();
  let hasPost = false;
  let heldAt = 0;
  let restarts: number | undefined;
  let rounds: readonly Promise<void>[] = [];
  let rung = new AbortController();

  async function look(): Promise<number> {
    try {
      hasPost = await ports.takeLease(leaseMs);
      heldAt = now().getTime();
      if (hasPost) obey(await ports.readSwitch());
      else child.switchOff();
      if (hasPost) await ports.report();
    } catch (error) {
      // Without the database nobody knows who has the lease: the child ends before another may have it.
      if (now().getTime() - heldAt > leaseMs) child.switchOff();
      onError(error);
    }
    return lookEveryMs;
  }

  function obey(wanted: WechatySwitch): void {
    if (wanted.isOn) child.switchOn();
    else child.switchOff();
    if (restarts !== undefined && restarts !== wanted.restarts) child.restart();
    restarts = wanted.restarts;
  }

  async function fill(): Promise<number> {
    try {
      return hasPost && (await ports.fillOrders()) > 0 ? fillSoonMs : fillEveryMs;
    } catch (error) {
      onError(error);
      return fillEveryMs;
    }
  }

  async function goRound(work: () => Promise<number>, wait: (ms: number) => Promise<unknown>) {
    while (!ended.signal.aborted) await wait(await work());
  }

  const untilEnded = (ms: number) => sleep(ms, undefined, { signal: ended.signal }).catch(() => {});
  async function untilRung(ms: number): Promise<void> {
    rung = new AbortController();
    const signal = AbortSignal.any([ended.signal, rung.signal]);
    await sleep(ms, undefined, { signal }).catch(() => {});
  }

  return {
    /** Looks at the orders now. */
    ring: (): void => rung.abort(),
    start(): void {
      child.start();
      rounds = [goRound(look, untilEnded), goRound(fill, untilRung)];
    },
    async stop(): Promise<void> {
      ended.abort();
      await Promise.all(rounds);
      await child.stop();
      if (!hasPost) return;
      await ports.report();
      await ports.releaseLease();
    },
  };
}

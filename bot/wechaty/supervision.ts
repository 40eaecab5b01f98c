import { computeBackOffMs, stableAfterMs } from './back-off.ts';

/** Why the last attempt ended. */
export type EndReason =
  | 'logged_out'
  | 'no_puppet'
  | 'puppet_error'
  | 'not_active'
  | 'start_timed_out'
  | 'hung'
  | 'crashed';

/** Where the one child stands. All times are when the phase began, unless they say otherwise. */
export type Phase =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting'; readonly since: Date }
  | { readonly kind: 'scanning'; readonly since: Date; readonly loginUrl?: string }
  | { readonly kind: 'online'; readonly since: Date }
  /** Asked to end, and killed when it does not. */
  | { readonly kind: 'ending'; readonly since: Date; readonly next: 'off' | 'again' | 'wait' }
  | { readonly kind: 'waiting'; readonly until: Date };

export type Supervision = {
  readonly phase: Phase;
  /** Counts children; what an older one says is not heard. */
  readonly generation: number;
  /** Attempts in a row that ended badly. */
  readonly failures: number;
  readonly lastEnd?: { readonly at: Date; readonly reason: EndReason };
  readonly beatAt: Date;
};

export type Happening =
  | { readonly kind: 'switched_on' }
  | { readonly kind: 'switched_off' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'tick' }
  | { readonly kind: 'active' }
  | { readonly kind: 'scan'; readonly url: string }
  | { readonly kind: 'login' }
  | { readonly kind: 'logout' }
  | { readonly kind: 'failed'; readonly reason: EndReason }
  | { readonly kind: 'beat'; readonly isActive: boolean; readonly isLoggedIn: boolean }
  | { readonly kind: 'exit' };

/** What the edge has to do; all of it concerns the generation of the supervision that it comes with. */
export type Effect = 'fork' | 'ask_to_stop' | 'kill';

type Next = { readonly supervision: Supervision; readonly effects: readonly Effect[] };
type Chance = { readonly at: Date; readonly random: () => number };

const startWithinMs = 20_000;
const endWithinMs = 1500;
const silentForMs = 15_000;

export function createSupervision(at: Date): Supervision {
  return { phase: { kind: 'off' }, generation: 0, failures: 0, beatAt: at };
}

/** What a happening makes of the supervision, and what is to be done about it. Pure. */
export function supervise(now: Supervision, happening: Happening, chance: Chance): Next {
  if (happening.kind === 'switched_on') return switchOn(now, chance.at);
  if (happening.kind === 'switched_off') return switchOff(now, chance.at);
  if (happening.kind === 'restart') return restart(now, chance.at);
  if (happening.kind === 'tick') return watch(now, chance);
  if (happening.kind === 'exit') return bury(now, chance);
  return isRunning(now) ? hear(now, happening, chance) : keep(now);
}

type Said = Exclude<
  Happening,
  { readonly kind: 'switched_on' | 'switched_off' | 'restart' | 'tick' | 'exit' }
>;

function hear(now: Supervision, said: Said, chance: Chance): Next {
  const { at } = chance;
  const heard = { ...now, beatAt: at };
  if (said.kind === 'logout') return fail(now, 'logged_out', chance, 'ask_to_stop');
  if (said.kind === 'failed') return fail(now, said.reason, chance, 'ask_to_stop');
  if (said.kind === 'beat') return feelPulse(heard, said, chance);
  if (said.kind === 'login') return keep(toPhase(heard, 'online', at));
  if (said.kind === 'scan') {
    // Once the code was scanned, it is told without an address.
    const code = said.url === '' ? {} : { loginUrl: said.url };
    return keep({ ...heard, phase: { kind: 'scanning', since: at, ...code } });
  }
  return keep(now.phase.kind === 'starting' ? toPhase(heard, 'scanning', at) : heard);
}

/** Alive is not enough: puppets beat on when they are logged out. */
function feelPulse(
  now: Supervision,
  { isActive, isLoggedIn }: Extract<Said, { readonly kind: 'beat' }>,
  chance: Chance,
): Next {
  if (now.phase.kind === 'starting') return keep(now);
  if (!isActive) return fail(now, 'not_active', chance, 'ask_to_stop');
  const hasLeft = now.phase.kind === 'online' && !isLoggedIn;
  return hasLeft ? fail(now, 'logged_out', chance, 'ask_to_stop') : keep(now);
}

/** Time passes: starts what waited, and ends what started too slowly, hangs or does not end by itself. */
function watch(now: Supervision, chance: Chance): Next {
  const { at } = chance;
  const { phase } = now;
  if (phase.kind === 'waiting') return at >= phase.until ? fork(now, at) : keep(now);
  if (phase.kind === 'ending' && hasLasted(phase.since, endWithinMs, at)) return also(now, 'kill');
  if (phase.kind === 'starting' && hasLasted(phase.since, startWithinMs, at)) {
    return fail(now, 'start_timed_out', chance, 'kill');
  }
  const mustBeat = phase.kind === 'scanning' || phase.kind === 'online';
  const isSilent = mustBeat && hasLasted(now.beatAt, silentForMs, at);
  return isSilent ? fail(now, 'hung', chance, 'kill') : keep(now);
}

/** The child is gone, asked or not. */
function bury(now: Supervision, chance: Chance): Next {
  const { phase } = now;
  if (phase.kind === 'off' || phase.kind === 'waiting') return keep(now);
  if (phase.kind !== 'ending') return wait(noteFailure(now, 'crashed', chance.at), chance);
  if (phase.next === 'off') return keep({ ...now, phase: { kind: 'off' } });
  return phase.next === 'again' ? fork(now, chance.at) : wait(now, chance);
}

function switchOn(now: Supervision, at: Date): Next {
  return now.phase.kind === 'off' ? fork(now, at) : keep(now);
}

function switchOff(now: Supervision, at: Date): Next {
  if (isRunning(now)) return end(now, 'off', at, 'ask_to_stop');
  return keep({ ...now, phase: leave(now.phase) });
}

/** What is only just starting is as fresh as it would be: two logins in a row look like a machine. */
function restart(now: Supervision, at: Date): Next {
  const fresh = { ...now, failures: 0 };
  const { phase } = now;
  if (phase.kind === 'starting') return keep(fresh);
  if (isRunning(now)) return end(fresh, 'again', at, 'ask_to_stop');
  if (phase.kind === 'waiting') return fork(fresh, at);
  const mustWait = phase.kind === 'ending' && phase.next === 'wait';
  return keep(mustWait ? { ...fresh, phase: { ...phase, next: 'again' } } : fresh);
}

function fork(now: Supervision, at: Date): Next {
  const generation = now.generation + 1;
  const phase = { kind: 'starting', since: at } as const;
  return { supervision: { ...now, phase, generation, beatAt: at }, effects: ['fork'] };
}

function fail(now: Supervision, reason: EndReason, { at }: Chance, effect: Effect): Next {
  return end(noteFailure(now, reason, at), 'wait', at, effect);
}

function noteFailure(now: Supervision, reason: EndReason, at: Date): Supervision {
  const { phase } = now;
  const wasStable = phase.kind === 'online' && hasLasted(phase.since, stableAfterMs, at);
  const failures = (wasStable ? 0 : now.failures) + 1;
  return { ...now, failures, lastEnd: { at, reason } };
}

function end(now: Supervision, next: 'off' | 'again' | 'wait', at: Date, effect: Effect): Next {
  return { supervision: { ...now, phase: { kind: 'ending', since: at, next } }, effects: [effect] };
}

function wait(now: Supervision, { at, random }: Chance): Next {
  const backOffMs = computeBackOffMs(Math.max(0, now.failures - 1), random);
  const until = new Date(at.getTime() + backOffMs);
  return keep({ ...now, phase: { kind: 'waiting', until } });
}

/** What runs no more is off at once; what is ending ends there. */
function leave(phase: Phase): Phase {
  if (phase.kind === 'off' || phase.kind === 'ending') {
    return phase.kind === 'off' || phase.next === 'off' ? phase : { ...phase, next: 'off' };
  }
  return { kind: 'off' };
}

function toPhase(now: Supervision, kind: 'scanning' | 'online', since: Date): Supervision {
  return { ...now, phase: { kind, since } };
}

const keep = (supervision: Supervision): Next => ({ supervision, effects: [] });
const also = (supervision: Supervision, effect: Effect): Next => ({
  supervision,
  effects: [effect],
});
const hasLasted = (since: Date, ms: number, at: Date) => at.getTime() - since.getTime() >= ms;
const isRunning = ({ phase: { kind } }: Supervision) =>
  kind === 'starting' || kind === 'scanning' || kind === 'online';

import type { Transition } from '../procedure.ts';
import type { TicketAction } from '../ticket.ts';

type Moves = Readonly<Partial<Record<TicketAction, Transition>>>;

const stay = { to: 'same', requires: [] } as const;
const stop = { kind: 'stop' } as const;

/** What the reporter may send at any time; answered in the conversation, or told when staff enter it for them. */
export const contributions = {
  supplement: { ...stay, notice: 'supplemented' },
  urge: { ...stay, notice: 'urged', noticeLimit: 'urge' },
} as const satisfies Moves;

/** Staff writing to the reporter. */
export const messages = {
  reply: { ...stay, notice: 'reply', noticeLimit: 'response' },
  ask: { ...stay, notice: 'ask', noticeLimit: 'response' },
} as const satisfies Moves;

/** A rating, possible once the reporter has an outcome. */
export const rating = {
  rate: { ...stay, notice: 'rated', noticeLimit: 'rating' },
} as const satisfies Moves;

/** Ways out of, and rests in, every open state. */
export const exits = {
  transfer: {
    to: 'transferred',
    requires: [],
    notice: 'transferred',
    clock: stop,
    noticeLimit: 'referral',
  },
  withdraw: {
    to: 'withdrawn',
    requires: [],
    notice: 'withdrawn',
    clock: stop,
    noticeLimit: 'response',
  },
  merge: { to: 'merged', requires: [], notice: 'merged', clock: stop },
  split: { ...stay, notice: 'split' },
  pause: { ...stay, notice: 'paused', clock: { kind: 'pause', cap: 'pause' } },
  resume: { ...stay, notice: 'resumed', clock: { kind: 'resume' } },
} as const satisfies Moves;

/** Refusal, with the reason and where to turn. */
export const refusal = {
  refuse: {
    to: 'not_accepted',
    requires: [],
    notice: 'not_accepted',
    clock: stop,
    noticeLimit: 'remedy',
  },
} as const satisfies Moves;

/** Moves in a state that has an outcome for the reporter. */
export const afterOutcome = { ...rating, ...messages } as const satisfies Moves;

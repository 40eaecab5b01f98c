import type { Transition } from '../procedure.ts';
import type { TicketAction } from '../ticket.ts';

type Moves = Readonly<Partial<Record<TicketAction, Transition>>>;

const stay = { to: 'same', requires: [] } as const;
const stop = { kind: 'stop' } as const;

/** What the reporter may send at any time; answered in the conversation, or told when staff enter it for them. */
export const contributions: Moves = {
  supplement: { ...stay, notice: 'supplemented' },
  urge: { ...stay, notice: 'urged', noticeLimit: 'urge' },
};

/** Staff writing to the reporter. */
export const messages: Moves = {
  reply: { ...stay, notice: 'reply', noticeLimit: 'response' },
  ask: { ...stay, notice: 'ask', noticeLimit: 'response' },
};

/** A rating, possible once the reporter has an outcome. */
export const rating: Moves = { rate: { ...stay, notice: 'rated', noticeLimit: 'rating' } };

/** Ways out of, and rests in, every open state. */
export const exits: Moves = {
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
};

/** Refusal, with the reason and where to turn. */
export const refusal: Moves = {
  refuse: {
    to: 'not_accepted',
    requires: [],
    notice: 'not_accepted',
    clock: stop,
    noticeLimit: 'remedy',
  },
};

/** Moves in a state that has an outcome for the reporter. */
export const afterOutcome: Moves = { ...rating, ...messages };

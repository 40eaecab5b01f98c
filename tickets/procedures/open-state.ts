import type { Transition } from '../procedure.ts';
import type { TicketAction } from '../ticket.ts';

type Moves = Readonly<Partial<Record<TicketAction, Transition>>>;

const stay = { to: 'same', requires: [] } as const;
const stop = { kind: 'stop' } as const;

/** What passes between staff and the reporter, also after an end: nothing that people add is lost. */
export const messages = {
  reply: { ...stay, notice: 'reply', noticeLimit: 'response' },
  ask: { ...stay, notice: 'ask', noticeLimit: 'response' },
  supplement: { ...stay, notice: 'supplemented', noticeLimit: 'response' },
} as const satisfies Moves;

/** 催办, answered within its own limit. */
export const urging = {
  urge: { ...stay, notice: 'urged', noticeLimit: 'urge' },
} as const satisfies Moves;

/** Marks that staff and the urgent lane set; they move nothing. An owner may hand the ticket back. */
export const marking = {
  raise_urgent: stay,
  clear_urgent: { ...stay, only: 'when_urgent' },
  flag_retaliation: stay,
  hand_back: { ...stay, only: 'when_assigned' },
} as const satisfies Moves;

/** Others who have a part in the matter: partners, the joint conference, experts, a campaign. They move nothing. */
export const joining = {
  name_partners: stay,
  ask_conference: stay,
  settle_conference: { ...stay, only: 'when_in_conference' },
  ask_expert: stay,
  give_opinion: { ...stay, only: 'when_expert_asked' },
  join_campaign: stay,
  leave_campaign: { ...stay, only: 'when_in_campaign' },
} as const satisfies Moves;

/** Whether a unit may be written to: the reporter is asked in the exact words and chooses, also one who was merged. */
export const asking = {
  ask_contact: { ...stay, notice: 'contact_asked', noticeLimit: 'response' },
  remind_contact: {
    ...stay,
    only: 'when_asked',
    notice: 'contact_reminded',
    noticeLimit: 'response',
  },
  choose_contact: {
    ...stay,
    only: 'when_asked',
    notice: 'contact_chosen',
    noticeLimit: 'response',
  },
  name_check: { ...stay, only: 'when_asked' },
  set_apart: { ...stay, only: 'when_asked' },
  plead_life: stay,
  grant_life: { ...stay, only: 'when_asked', notice: 'contact_for_life', noticeLimit: 'response' },
} as const satisfies Moves;

/** Asking, and what follows when the reporter waits for others. */
export const consenting = {
  ...asking,
  seal: { ...stay, clock: { kind: 'pause', cap: 'pause' } },
  unseal: { ...stay, clock: { kind: 'resume' } },
  open_escrow: {
    ...stay,
    notice: 'contact_opened',
    noticeLimit: 'response',
    clock: { kind: 'resume' },
  },
} as const satisfies Moves;

/** Moves in a state that has an outcome for the reporter to rate. */
export const afterOutcome = { ...messages, rate: stay } as const satisfies Moves;

/** A date past the published calendar is counted again once that is out; the reporter hears of another day. */
export const recounting = {
  recount: {
    ...stay,
    notice: 'due_moved',
    clock: { kind: 'recount' },
    only: 'when_provisional',
  },
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
  ...recounting,
} as const satisfies Moves;

/** More time, asked for and granted by two different people. */
export const extending = {
  ask_extension: stay,
  grant_extension: { ...stay, notice: 'extended', clock: { kind: 'extend' } },
  refuse_extension: stay,
} as const satisfies Moves;

/** Refusal, with the reason and where to turn. */
export const refusal = {
  refuse: {
    to: 'not_accepted',
    requires: [],
    notice: 'not_accepted',
    clock: stop,
    noticeLimit: 'question',
  },
} as const satisfies Moves;

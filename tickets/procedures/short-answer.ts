import type { LimitName, TicketKind } from '../ticket.ts';
import type { Procedure, Transition } from '../procedure.ts';
import { defaultLimits } from '../profile/default-limits.ts';
import { afterOutcome, exits, marking, messages, refusal, urging } from './open-state.ts';

const assign: Transition = { to: 'assigned', requires: [], notice: 'assigned' };
const answer: Transition = {
  to: 'answered',
  requires: [],
  notice: 'answered',
  clock: { kind: 'stop' },
  noticeLimit: 'rating',
};
const close: Transition = {
  to: 'closed',
  requires: [],
  notice: 'closed',
  clock: { kind: 'stop' },
  noticeLimit: 'rating',
};
const sort: Transition = { to: 'same', requires: [] };
const open = {
  ...messages,
  ...urging,
  ...exits,
  ...marking,
  ...refusal,
  assign,
  sort,
  answer,
} as const;

/** 咨询: received, answered, closed; assigned where a person must answer. */
export const consultation = createShortAnswer('consultation', 'consultation');
/** 意见建议: the same short way under its own limit. */
export const suggestion = createShortAnswer('suggestion', 'suggestion');

function createShortAnswer(kind: TicketKind, limit: LimitName): Procedure {
  return {
    id: kind,
    version: 1,
    kinds: [kind],
    entryWithoutReporter: {},
    entryLimits: { received: limit },
    limits: defaultLimits,
    steps: ['received', 'assigned', 'answered', 'closed'],
    transitions: {
      received: open,
      assigned: { ...open, assign: { to: 'same', requires: [] } },
      answered: { ...urging, ...afterOutcome, answer, close },
      closed: afterOutcome,
      not_accepted: messages,
      transferred: messages,
      merged: { ...urging, ...afterOutcome },
    },
  };
}

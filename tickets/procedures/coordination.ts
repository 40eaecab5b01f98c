import { joining } from './open-state.ts';
import type { Procedure, Transition } from '../procedure.ts';
import { defaultLimits } from '../profile/default-limits.ts';

const stop = { kind: 'stop' } as const;
const close: Transition = { to: 'closed', requires: [], clock: stop };
const open = {
  ...joining,
  assign: { to: 'same', requires: [] },
  transfer: { to: 'transferred', requires: [], clock: stop },
  withdraw: { to: 'withdrawn', requires: [], clock: stop },
  merge: { to: 'merged', requires: [], clock: stop },
  supplement: { to: 'same', requires: [] },
  pause: { to: 'same', requires: [], clock: { kind: 'pause', cap: 'pause' } },
  resume: { to: 'same', requires: [], clock: { kind: 'resume' } },
  recount: { to: 'same', requires: [], clock: { kind: 'recount' }, only: 'when_provisional' },
} as const;

/**
 * 职责争议协调: taken up, the units confer (accepted), an opinion is given (verification), the government rules or the
 * common superior designates (supervision). It may close as soon as the units agree. Nobody is told: it has no reporter.
 */
export const coordination: Procedure = {
  id: 'coordination',
  version: 1,
  kinds: ['coordination'],
  entryWithoutReporter: {},
  entryLimits: { received: 'acceptance' },
  limits: defaultLimits,
  steps: ['received', 'accepted', 'verification', 'supervision', 'closed'],
  transitions: {
    received: {
      ...open,
      accept: { to: 'accepted', requires: [], clock: { kind: 'start', limit: 'coordination' } },
      refuse: { to: 'not_accepted', requires: [], clock: stop },
    },
    accepted: { ...open, close, verify: { to: 'verification', requires: [] } },
    verification: { ...open, close, supervise: { to: 'supervision', requires: [] } },
    supervision: { ...open, close },
  },
};

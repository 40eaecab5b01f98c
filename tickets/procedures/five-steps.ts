import type { Procedure, Transition } from '../procedure.ts';
import { defaultLimits } from '../profile/default-limits.ts';
import {
  afterOutcome,
  asking,
  consenting,
  exits,
  joining,
  extending,
  marking,
  messages,
  recounting,
  refusal,
  urging,
} from './open-state.ts';

const stop = { kind: 'stop' } as const;

const mediate: Transition = {
  to: 'mediated',
  requires: [],
  notice: 'mediated',
  clock: { kind: 'pause', cap: 'mediation' },
};
const findUnfounded: Transition = {
  to: 'unfounded',
  requires: [],
  notice: 'unfounded',
  clock: stop,
  noticeLimit: 'rating',
};
const close: Transition = {
  to: 'closed',
  requires: [],
  notice: 'closed',
  clock: stop,
  noticeLimit: 'rating',
};

const open = {
  ...messages,
  ...consenting,
  ...urging,
  ...exits,
  ...marking,
  ...joining,
  mediate,
  assign: { to: 'same', requires: [] },
  sort: { to: 'same', requires: [] },
  name_respondent: { to: 'same', requires: [] },
  ...extending,
} as const;

/** From here on what is wrong can be written down, weighed and put right, one by one. */
const examined = { ...open, work_on_problem: { to: 'same', requires: [] } } as const;

/** From the moment a unit knows of the matter a withdrawal is confirmed in private on a later day. */
const served = { ...examined, withdraw: { ...open.withdraw, confirm: 'on_a_later_day' } } as const;

/** 五步走: clue analysis, verification, supervision, rectification, feedback (domain.md). */
export const fiveSteps: Procedure = {
  id: 'five_steps',
  version: 1,
  kinds: ['complaint', 'enterprise_feedback', 'lead'],
  entryWithoutReporter: { lead: 'clue_analysis' },
  entryLimits: { received: 'acceptance', clue_analysis: 'decision' },
  limits: defaultLimits,
  extensions: { decision: { by: 'extension', times: 1 } },
  steps: [
    'received',
    'accepted',
    'clue_analysis',
    'verification',
    'supervision',
    'rectification',
    'rectification_feedback',
    'closed',
  ],
  transitions: {
    received: {
      ...open,
      ...refusal,
      accept: {
        to: 'accepted',
        requires: [],
        notice: 'accepted',
        clock: { kind: 'start', limit: 'decision' },
      },
    },
    accepted: { ...open, analyse: { to: 'clue_analysis', requires: [], notice: 'clue_analysis' } },
    clue_analysis: {
      ...examined,
      verify: { to: 'verification', requires: [], notice: 'verification' },
      find_unfounded: findUnfounded,
    },
    verification: {
      ...examined,
      supervise: { to: 'supervision', requires: [], notice: 'supervision' },
      find_unfounded: findUnfounded,
    },
    supervision: {
      ...served,
      rectify: {
        to: 'rectification',
        requires: [],
        notice: 'rectification',
        clock: { kind: 'start', limit: 'rectification' },
      },
      find_unfounded: findUnfounded,
    },
    rectification: {
      ...served,
      check: {
        to: 'rectification_feedback',
        requires: [],
        notice: 'rectification_feedback',
        clock: { kind: 'start', limit: 'feedback' },
      },
    },
    rectification_feedback: {
      ...served,
      close,
      send_back: {
        to: 'rectification',
        requires: [],
        notice: 'sent_back',
        clock: { kind: 'start', limit: 'rectification' },
      },
    },
    mediated: {
      ...messages,
      ...urging,
      ...marking,
      ...recounting,
      resume: { to: 'previous', requires: [], notice: 'resumed', clock: { kind: 'resume' } },
      close,
    },
    withdrawn: {
      resume: {
        to: 'previous',
        requires: [],
        clock: { kind: 'start', limit: 'decision' },
        only: 'when_unit_served',
      },
    },
    closed: afterOutcome,
    unfounded: afterOutcome,
    not_accepted: messages,
    transferred: messages,
    merged: { ...urging, ...afterOutcome, ...asking },
  },
};

import type { ChannelName } from '../message.ts';

/** What a person does that lets an account write to them. */
export type Opener = 'message' | 'follow' | 'scan' | 'menu';

/** `sends` messages within `lengthMs` of the act; a newer act replaces what is left, it adds nothing. */
export type WindowRule = { readonly lengthMs: number; readonly sends: number };

/** At most `sends` to one person in any `perMs`. */
export type RateRule = { readonly perMs: number; readonly sends: number };

/** How a channel takes messages in full words. `source` says where the platform lays it down. */
export type ConversationRule =
  | {
      readonly kind: 'windows';
      readonly windows: Readonly<Partial<Record<Opener, WindowRule>>>;
      readonly source: string;
    }
  | { readonly kind: 'rates'; readonly rates: readonly RateRule[]; readonly source: string }
  | { readonly kind: 'free'; readonly source: string };

/** Ways beside the conversation. They light a lock screen, so they carry a number and no words of the matter. */
export type NudgeWay = 'subscription' | 'template';

/** `credit`: the person's consent to one message, spent by it. `account`: so many a day for all people together. */
export type NudgeRule =
  | { readonly kind: 'credit'; readonly source: string }
  | { readonly kind: 'account'; readonly perDay: number; readonly source: string };

export type ChannelRule = {
  readonly conversation: ConversationRule;
  /** Whether a message shows on the person's telephone unasked: those wait for office hours. */
  readonly ringsPhone: boolean;
  readonly nudges: Readonly<Partial<Record<NudgeWay, NudgeRule>>>;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const day2Ms = 48 * hourMs;
const brief: WindowRule = { lengthMs: minuteMs, sends: 3 };

/**
 * The platforms' rules. A passive reply is the answer to a request and counts nowhere.
 * Account-wide WeCom limits (200 a day for each account of the corporation) are not known here.
 */
export const channelRules: Readonly<Record<ChannelName, ChannelRule>> = {
  'official-account': {
    conversation: {
      kind: 'windows',
      windows: {
        message: { lengthMs: day2Ms, sends: 5 },
        follow: brief,
        scan: brief,
        menu: brief,
      },
      source: 'https://developers.weixin.qq.com/doc/service/guide/product/kf/intro.html',
    },
    ringsPhone: true,
    nudges: {
      subscription: {
        kind: 'credit',
        source:
          'https://developers.weixin.qq.com/doc/offiaccount/Subscription_Messages/intro.html: one consent, one message',
      },
      template: {
        kind: 'account',
        perDay: 100_000,
        source:
          'https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Template_Message_Interface.html',
      },
    },
  },
  'wecom-kf': {
    conversation: {
      kind: 'windows',
      windows: { message: { lengthMs: day2Ms, sends: 5 } },
      source: 'https://developer.work.weixin.qq.com/document/path/94677: 5 in 48 hours',
    },
    ringsPhone: true,
    nudges: {},
  },
  wecom: {
    conversation: {
      kind: 'rates',
      rates: [
        { perMs: minuteMs, sends: 30 },
        { perMs: hourMs, sends: 1000 },
      ],
      source: 'https://developer.work.weixin.qq.com/document/path/90312: what exceeds is dropped',
    },
    ringsPhone: true,
    nudges: {},
  },
  wechaty: {
    conversation: { kind: 'free', source: 'no published rule; its channel keeps a slow pace' },
    ringsPhone: true,
    nudges: {},
  },
  'web-chat': {
    conversation: { kind: 'free', source: 'our own page' },
    ringsPhone: false,
    nudges: {},
  },
  intake: {
    conversation: { kind: 'free', source: 'another system’s callback' },
    ringsPhone: false,
    nudges: {},
  },
  console: {
    conversation: { kind: 'free', source: 'entered by staff: nobody is behind it' },
    ringsPhone: false,
    nudges: {},
  },
};

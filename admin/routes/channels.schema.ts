import { z } from 'zod';
import { channelNames } from '../../bot/index.ts';

/** Channels that people use; `console` is where staff write down what they were told. */
export const shownChannels = channelNames.filter((name) => name !== 'console');
const channel = z.enum(channelNames).exclude(['console']);
export type ShownChannel = z.infer<typeof channel>;

/** off: not configured · working · troubled: the last try failed · down: a person has to do something. */
export const channelStates = ['off', 'working', 'troubled', 'down'] as const;
/** Why a channel is down, by what can be done about it. */
export const downCauses = [
  'secret',
  'address',
  'frozen',
  'permission',
  'limit',
  'approval',
  'wechaty',
  'other',
] as const;
export type DownCause = (typeof downCauses)[number];

const ChannelSchema = z.object({
  channel,
  state: z.enum(channelStates),
  cause: z.enum(downCauses).optional(),
  /** The platform's own code of the last failure. */
  detail: z.string().optional(),
  lastReceivedAt: z.string().optional(),
  lastSentAt: z.string().optional(),
  lastFailedAt: z.string().optional(),
  receivedToday: z.number(),
  sentToday: z.number(),
  failedToday: z.number(),
});
export type ChannelView = z.infer<typeof ChannelSchema>;

const WechatySchema = z.object({
  isSwitchedOn: z.boolean(),
  phase: z.enum(['off', 'starting', 'scanning', 'online', 'ending', 'waiting', 'nowhere']),
  since: z.string().optional(),
  until: z.string().optional(),
  attempts: z.number(),
  failures: z.number(),
  lastEnd: z.object({ at: z.string(), reason: z.string() }).optional(),
});
export type WechatyView = z.infer<typeof WechatySchema>;

export const ChannelListSchema = z.object({
  items: z.array(ChannelSchema),
  /** The last 14 days, oldest first; messages in and out together. */
  days: z.array(
    z.object({
      day: z.string(),
      counts: z.array(z.object({ channel, messages: z.number() })),
    }),
  ),
  /** Absent where no Wechaty is configured. */
  wechaty: WechatySchema.optional(),
});
export type ChannelList = z.infer<typeof ChannelListSchema>;

/** The key to the account while a login is wanted: for the administrator's screen alone. */
export const WechatyLoginSchema = z.object({ url: z.string().optional() });
export const SwitchSchema = z.object({ isOn: z.boolean() });

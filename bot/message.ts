/** The channels through which people write to Duxin and are answered. */
export const channelNames = [
  'official-account',
  'wecom',
  'wecom-kf',
  'wechaty',
  'web-chat',
  'intake',
  'console',
] as const;
export type ChannelName = (typeof channelNames)[number];

/** Where a person can be reached. Plain only at the edges; stored sealed, never in a key or log. */
export type Address = { readonly channel: ChannelName; readonly userId: string };

/** What makes the picture of a paper hard to read. */
export type PictureFault = 'dark' | 'blurred' | 'cut_off';

/** What a person sent, freed of its platform's form. `mediaId` is the platform's; `fileId` is ours. */
export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'image';
      readonly mediaId?: string;
      readonly fileId?: string;
      /** On one of the platform's own hosts; for when the platform has the media no more. */
      readonly pictureUrl?: string;
      /** Found when the bytes came with the message. */
      readonly fault?: PictureFault;
    }
  | {
      readonly kind: 'voice';
      readonly mediaId?: string;
      readonly fileId?: string;
      readonly format: string;
      readonly recognition?: string;
    }
  | {
      readonly kind: 'video';
      readonly mediaId?: string;
      readonly fileId?: string;
      readonly thumbMediaId?: string;
    }
  | {
      readonly kind: 'file';
      readonly mediaId?: string;
      readonly fileId?: string;
      readonly name: string;
    }
  | {
      readonly kind: 'location';
      readonly latitude: number;
      readonly longitude: number;
      readonly label: string;
    }
  | {
      readonly kind: 'link';
      readonly title: string;
      readonly description: string;
      readonly url: string;
    }
  | { readonly kind: 'case'; readonly matter: Matter }
  | { readonly kind: 'event'; readonly name: EventName; readonly key?: string }
  | { readonly kind: 'unsupported'; readonly type: string };

/** What stands where words were that had to go: the line and its number stay. */
export const purgedContent = { kind: 'unsupported', type: 'purged' } as const satisfies Content;

/** A matter that another system took in whole, in that system's words; who the reporter is is never in it. */
export type Matter = {
  readonly kind: 'complaint' | 'enterprise_feedback' | 'consultation' | 'suggestion';
  readonly openness: 'open' | 'confidential' | 'anonymous';
  /** The system's name in our settings. */
  readonly source?: string;
  readonly facts: { readonly story: string } & Readonly<Partial<Record<MatterFact, string>>>;
};
type MatterFact = 'actingUnit' | 'place' | 'time' | 'officer' | 'paper' | 'demand' | 'company';

/** Events that the conversation cares about; others end at the channel's edge. */
export type EventName = 'follow' | 'unfollow' | 'scan' | 'menu' | 'open' | 'consent';

/** A message as a channel hands it in. `id` is stable over the platform's retries and holds no address. */
export type InboundMessage = {
  readonly id: string;
  readonly from: Address;
  readonly sentAt: Date;
  readonly content: Content;
};

/** A stored inbound message: the address has become a random person id. */
export type ReceivedMessage = {
  readonly id: string;
  readonly personId: string;
  readonly channel: ChannelName;
  readonly arrivedAt: Date;
  /** When the person sent it, by the platform's clock; from then on its window counts. */
  readonly sentAt?: Date;
  readonly content: Content;
  /** The id of the first message of this matter; follows every row that comes of it. */
  readonly traceId: string;
};

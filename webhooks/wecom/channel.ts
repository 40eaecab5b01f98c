import { createHash } from 'node:crypto';
import {
  ChannelError,
  type Channel,
  type SendStaffCard,
  toPlainText,
  type Words,
} from '../../bot/index.ts';
import { createSendParts, splitText } from '../wx-api/index.ts';
import { type Card, type CardTexts, toCard, toStaffCard } from './card.ts';
import type { WecomClient, WecomReceipt } from './client.ts';
import type { DayLimit } from './day-limit.ts';

/** The bytes that one text may have. https://developer.work.weixin.qq.com/document/path/90236 */
const TEXT_MAX_BYTES = 2048;
/** An equal request has no effect for ten to twenty minutes: longer than a crashed send takes to be repeated. */
const CHECK_MIN_S = 600;
const CHECK_SPREAD_S = 600;

type ChannelOptions = {
  readonly client: WecomClient;
  readonly dayLimit: DayLimit;
  readonly texts: CardTexts;
  readonly now: () => Date;
};

type Part = { readonly text: string } | { readonly card: Card };

/**
 * Pushes as the app: the words as text, then their options as a card of buttons. WeCom takes no key against
 * repeats but drops equal requests, so the row's key goes into the request: as the card's task id and, for a
 * text, as the length of that check. Equal words of two rows, or twice in one, are then two requests.
 */
export function createWecomChannel({ client, dayLimit, texts, now }: ChannelOptions): Channel {
  const sendParts = createSendParts();

  function toParts(words: Words, key: string): readonly Part[] {
    const parts = splitText(toPlainText(words), TEXT_MAX_BYTES).map((text) => ({ text }));
    const card = toCard(words, toTaskId(key), texts);
    return card === undefined ? parts : [...parts, { card }];
  }

  return {
    name: 'wecom',
    async send(userId, words, key) {
      const start = hashKey(key).readUInt16BE();
      let receipt: WecomReceipt = {};
      await sendParts(key, toParts(words, key), async (part, index) => {
        refuseFullDay(dayLimit, now());
        const checkS = CHECK_MIN_S + ((start + index) % CHECK_SPREAD_S);
        receipt =
          'text' in part
            ? await client.sendText(userId, part.text, checkS)
            : await client.sendCard(userId, part.card, checkS);
      });
      const { messageId: platformId } = receipt;
      return { at: now(), ...(platformId !== undefined && { platformId }) };
    },
    countMessages: (words) => toParts(words, '').length,
    fetchMedia: client.getMedia,
    fetchPicture: client.getPicture,
  };
}

/** Cards to members of staff, beside the conversations of people. */
export function createSendStaffCard({
  client,
  dayLimit,
  texts,
  now,
}: ChannelOptions): SendStaffCard {
  return async function sendStaffCard(userId, card, key) {
    refuseFullDay(dayLimit, now());
    await client.sendCard(userId, toStaffCard(card, toTaskId(key), texts), CHECK_MIN_S);
  };
}

function refuseFullDay(dayLimit: DayLimit, now: Date): void {
  if (!dayLimit.take(now)) throw new ChannelError('busy', 'send_limit');
}

/** Two cards of one task are refused: a repeat brings nothing. */
function toTaskId(key: string): string {
  return hashKey(key).toString('hex').slice(0, 32);
}

function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

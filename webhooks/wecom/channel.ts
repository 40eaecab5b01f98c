import { createHash } from 'node:crypto';
import { ChannelError, type Channel, toPlainText, type Words } from '../../bot/index.ts';
import { createSendParts, splitText } from '../wx-api/index.ts';
import { type Card, type CardTexts, toCard } from './card.ts';
import type { WecomClient, WecomReceipt } from './client.ts';
import type { SendLedger } from './send-ledger.ts';

/** The bytes that one text may have. https://developer.work.weixin.qq.com/document/path/90236 */
const TEXT_MAX_BYTES = 2048;
/** An equal request has no effect for ten to twenty minutes: longer than a crashed send takes to be repeated. */
const CHECK_MIN_S = 600;
const CHECK_SPREAD_S = 600;

type ChannelOptions = {
  readonly client: WecomClient;
  readonly ledger: SendLedger;
  readonly texts: CardTexts;
  readonly now: () => Date;
};

type Part = { readonly text: string } | { readonly card: Card };

/**
 * Pushes as the app: the words as text, then their options as a card of buttons. WeCom takes no key against
 * repeats but drops equal requests, so the row's key goes into the request: as the card's task id and, for a
 * text, as the length of that check. Equal words of two rows, or twice in one, are then two requests.
 */
export function createWecomChannel({ client, ledger, texts, now }: ChannelOptions): Channel {
  const sendParts = createSendParts();

  function toParts(words: Words, key: string): readonly Part[] {
    const parts = splitText(toPlainText(words), TEXT_MAX_BYTES).map((text) => ({ text }));
    const card = toCard(words, hashKey(key).toString('hex').slice(0, 32), texts);
    return card === undefined ? parts : [...parts, { card }];
  }

  return {
    name: 'wecom',
    async send(userId, words, key) {
      const start = hashKey(key).readUInt16BE();
      let receipt: WecomReceipt = {};
      await sendParts(key, toParts(words, key), async (part, index) => {
        if (ledger.take(userId, now()) > 0) throw new ChannelError('busy', 'send_limit');
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
  };
}

function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

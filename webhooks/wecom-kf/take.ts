import type { ChannelErrorCode, InboundMessage, Receive, Stored } from '../../bot/index.ts';
import type { HashEvent } from '../wx-callback/index.ts';
import type { WecomKfClient } from './client.ts';
import type { KfMessage } from './message.ts';
import { hashKey, toSendId } from './send-id.ts';
import { toHappening } from './to-happening.ts';

/** In whose hands a customer's session is: the bot keeps silent while a servicer has it. */
export type KfSessions = {
  /** A session that nothing was heard of for 48 hours has ended, whether the platform said so or not. */
  readonly isWithPerson: (userId: string, at: Date) => Promise<boolean>;
  readonly save: (userId: string, isWithPerson: boolean, at: Date) => Promise<void>;
};

export type TakePorts = {
  readonly client: Pick<WecomKfClient, 'sendOnEvent'>;
  readonly sessions: KfSessions;
  readonly receive: Receive;
  /** Stores a message that a servicer answers. */
  readonly receiveQuietly: (message: InboundMessage) => Promise<void>;
  /** Told of what was sent and did not arrive, so that its words find another way. */
  readonly takeBack: (
    channel: 'wecom-kf',
    platformId: string,
    failure: ChannelErrorCode,
  ) => Promise<unknown>;
  readonly hashEvent: HashEvent;
  readonly onError: (error: unknown) => void;
};

/** The code of a welcome is good for 20 s; by then its words are long pushed or kept. */
const welcomeMs = 10_000;

/** Acts on one message of the stream; resolves once it is durable. Safe to repeat. */
export function createTake(ports: TakePorts): (message: KfMessage) => Promise<void> {
  const { client, sessions, receive, onError } = ports;

  /** Rings for the turn, or takes its words into the welcome. */
  async function answer({ waitForAnswer }: Stored, messageId: string, code: string | undefined) {
    const welcome = await waitForAnswer(code === undefined ? 0 : welcomeMs);
    if (welcome === undefined || code === undefined) return;
    await client.sendOnEvent(code, toSendId(hashKey(messageId), 0), welcome.text);
    await welcome.confirm();
  }

  async function takeMessage(inbound: InboundMessage, code: string | undefined): Promise<void> {
    const { from, sentAt } = inbound;
    if (await sessions.isWithPerson(from.userId, sentAt)) {
      await ports.receiveQuietly(inbound);
      return sessions.save(from.userId, true, sentAt);
    }
    const stored = await receive(inbound);
    // Stored by now: what fails here is rung for again.
    if (stored.isNew) void answer(stored, inbound.id, code).catch(onError);
  }

  return async function take(message) {
    const happening = toHappening(message, ports.hashEvent);
    switch (happening?.kind) {
      case undefined:
        return;
      case 'message':
        return takeMessage(happening.inbound, happening.welcomeCode);
      case 'session':
        return sessions.save(happening.userId, happening.isWithPerson, happening.at);
      case 'returned':
        await ports.takeBack('wecom-kf', happening.platformId, happening.failure);
    }
  };
}

import { toCustomer } from './address.ts';
import type { WecomKfClient } from './client.ts';
import type { KfSessions } from './take.ts';

type HandOverPorts = {
  readonly client: Pick<WecomKfClient, 'handOver'>;
  readonly sessions: Pick<KfSessions, 'save'>;
  readonly now: () => Date;
};

/** 转人工: gives a customer's session to a servicer, or to the first free one. The bot is silent from then on. Throws ChannelError. */
export function createHandOver({ client, sessions, now }: HandOverPorts) {
  return async function handOver(userId: string, servicerUserId?: string): Promise<void> {
    await client.handOver(toCustomer(userId), servicerUserId);
    await sessions.save(userId, true, now());
  };
}

import { toCustomer } from './address.ts';
import type { WecomKfClient } from './client.ts';
import type { KfSessions } from './take.ts';

type HandOverPorts = {
  readonly client: Pick<WecomKfClient, 'handOver' | 'findState'>;
  readonly sessions: Pick<KfSessions, 'save'>;
  readonly now: () => Date;
};

/** Why the platform keeps a session from its servicers: what is left is the bureau's own desk. */
export type HandOverRefusal = 'ended' | 'no_servicer' | 'state_not_allowed' | 'account' | 'other';
export type HandOverResult =
  | { readonly kind: 'handed_over' }
  | { readonly kind: 'refused'; readonly because: HandOverRefusal }
  /** The platform was not to be reached, or is busy. */
  | { readonly kind: 'later' };

const waiting = 2;
const withServicer = 3;
const ended = 4;

/** https://developer.work.weixin.qq.com/document/path/94669 */
const refusals: Readonly<Record<string, HandOverRefusal>> = {
  '95000': 'account',
  '95004': 'account',
  '95011': 'account',
  '95012': 'account',
  '95013': 'ended',
  '95014': 'no_servicer',
  '95016': 'state_not_allowed',
  '95017': 'account',
};

/** 转人工: gives a customer's session to the servicers, or to the one named. The bot is silent from then on. */
export function createHandOver({ client, sessions, now }: HandOverPorts) {
  return async function handOver(userId: string, servicerUserId?: string): Promise<HandOverResult> {
    const customer = toCustomer(userId);
    try {
      const state = await client.findState(customer);
      if (state === ended) return { kind: 'refused', because: 'ended' };
      // Theirs already: a repeat after a crash, or a servicer was quicker.
      const isTheirs = state === withServicer || (state === waiting && !servicerUserId);
      if (!isTheirs) await client.handOver(customer, servicerUserId);
    } catch (error) {
      const code = Reflect.get(Object(error), 'code');
      if (code === 'busy' || code === 'unreachable') return { kind: 'later' };
      const because = refusals[String(Reflect.get(Object(error), 'detail'))];
      if (because === undefined && code === undefined) throw error;
      return { kind: 'refused', because: because ?? 'other' };
    }
    await sessions.save(userId, true, now());
    return { kind: 'handed_over' };
  };
}

import type { ChannelErrorCode } from '../channel.ts';
import type { CardOutcome } from '../duty/index.ts';

const mayPass: ReadonlySet<string> = new Set<ChannelErrorCode>(['unreachable', 'busy']);

/** What a channel's refusal means for a card: it is tried again, or it failed. A bug rises. */
export function toCardOutcome(error: unknown): CardOutcome {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  if (typeof code !== 'string' || code === '') throw error;
  return { kind: mayPass.has(code) ? 'again' : 'failed', failure: code };
}

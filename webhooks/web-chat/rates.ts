import { createRateLimit, type Allowance } from '../../platform/http/index.ts';

export type ChatLimits = {
  readonly sessionsPerAddress: Allowance;
  readonly messagesPerSession: Allowance;
  readonly messagesPerAddress: Allowance;
  readonly filesPerSession: Allowance;
  /** A session's first messages in a while never wait for its neighbours behind one address. */
  readonly freeMessages: number;
};

/** Room for a whole village behind one address, and for someone who writes a line at a time. */
export const chatLimits: ChatLimits = {
  sessionsPerAddress: { points: 120, perS: 600 },
  messagesPerSession: { points: 40, perS: 60 },
  messagesPerAddress: { points: 600, perS: 60 },
  filesPerSession: { points: 30, perS: 600 },
  freeMessages: 10,
};

/** Each counts one request or throws `too_many_requests`; the page keeps what it sent and tries again. */
export type ChatRates = {
  readonly openSession: (clientAddress: string) => Promise<void>;
  readonly sendMessage: (sessionId: string, clientAddress: string) => Promise<void>;
  readonly sendFile: (sessionId: string) => Promise<void>;
};

export function createChatRates(limits: ChatLimits): ChatRates {
  const sessions = createRateLimit(limits.sessionsPerAddress);
  const messages = createRateLimit(limits.messagesPerSession);
  const neighbours = createRateLimit(limits.messagesPerAddress);
  const files = createRateLimit(limits.filesPerSession);
  return {
    openSession: sessions.consume,
    async sendMessage(sessionId, clientAddress) {
      await messages.consume(sessionId);
      if ((await messages.countUsed(sessionId)) > limits.freeMessages) {
        await neighbours.consume(clientAddress);
      }
    },
    sendFile: files.consume,
  };
}

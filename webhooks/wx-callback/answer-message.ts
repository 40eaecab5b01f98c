import type { InboundMessage, Receive, Stored } from '../../bot/index.ts';
import { type HttpContext, HttpError, type HttpLog } from '../../platform/http/index.ts';
import { toTextReplyXml } from '../wx-crypto/index.ts';
import { confirmOnceWritten, waitForAnswer } from './passive-answer.ts';

export type AnswerOptions = {
  readonly receive: Receive;
  /** How long a request may wait for its answer; 0 never waits. */
  readonly passiveReplyMs: number;
  readonly now: () => Date;
  readonly log: HttpLog;
};

/** A message with what its request's answer needs. */
export type Answerable = {
  readonly inbound: InboundMessage;
  readonly arrivedAt: Date;
  /** Whom the answer goes to and comes from, as the platform names them. */
  readonly to: string;
  readonly from: string;
  readonly seal: (replyXml: string) => string;
};

/** Stores a message, then answers within the same request if the walk is quick enough. */
export async function answerMessage(
  ctx: HttpContext,
  { inbound, arrivedAt, to, from, seal }: Answerable,
  { receive, passiveReplyMs, now, log }: AnswerOptions,
): Promise<void> {
  const stored = await storeMessage(receive, inbound);
  const answer = await waitForAnswer(stored, { arrivedAt, now, passiveReplyMs, log });
  if (answer === undefined) return;
  ctx.body = seal(toTextReplyXml({ to, from, at: now(), text: answer.text }));
  ctx.type = 'application/xml';
  confirmOnceWritten(ctx.res, answer, log);
}

/** What is not durable is not acknowledged: neither 200 nor `success`, so the platform comes again. */
async function storeMessage(receive: Receive, inbound: InboundMessage): Promise<Stored> {
  try {
    return await receive(inbound);
  } catch (error) {
    throw new HttpError('message_not_stored', {}, { cause: error });
  }
}

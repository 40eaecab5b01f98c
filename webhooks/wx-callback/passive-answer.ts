import type { ServerResponse } from 'node:http';
import type { PassiveAnswer, Stored } from '../../bot/index.ts';
import { describeError, type HttpLog } from '../../platform/http/index.ts';

/** The bytes that a passive text reply may have. */
export const passiveTextMaxBytes = 2047;

/** WeChat hangs up after 5 s; whatever happens, the answer is on its way before. */
const HANG_UP_MS = 4_700;

type WaitOptions = {
  readonly arrivedAt: Date;
  readonly now: () => Date;
  readonly passiveReplyMs: number;
  readonly log: HttpLog;
};

/**
 * Waits for an answer that this request can carry, for what is left of the budget. The message is stored
 * by now, so nothing that goes wrong here may cost it the `success`. Never cuts a text: one too long is pushed.
 */
export async function waitForAnswer(
  stored: Stored,
  { arrivedAt, now, passiveReplyMs, log }: WaitOptions,
): Promise<PassiveAnswer | undefined> {
  const elapsedMs = now().getTime() - arrivedAt.getTime();
  const waiting = stored
    .waitForAnswer(Math.max(0, passiveReplyMs - elapsedMs))
    .catch((error: unknown) => {
      log.error(describeError(error), 'passive answer failed');
      return undefined;
    });
  const answer = await resolveWithin(waiting, HANG_UP_MS - elapsedMs);
  const fits = answer !== undefined && Buffer.byteLength(answer.text) <= passiveTextMaxBytes;
  return fits && answer.text !== '' ? answer : undefined;
}

/** Tells the walk that the answer left, once its last byte was handed to the network. */
export function confirmOnceWritten(
  response: ServerResponse,
  answer: PassiveAnswer,
  log: HttpLog,
): void {
  response.once('finish', () => {
    answer.confirm().catch((error: unknown) => {
      log.error(describeError(error), 'passive answer not confirmed');
    });
  });
}

async function resolveWithin<T>(promise: Promise<T>, timeoutMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), timeoutMs);
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

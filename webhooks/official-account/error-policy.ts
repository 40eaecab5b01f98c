import { z } from 'zod';
import { ChannelError, type ChannelErrorCode } from '../../bot/index.ts';

const ErrorSchema = z.object({ errcode: z.number() });

/** WeChat's error code in an answer; 0 when it took the request. Undefined when the answer holds none. */
export function findErrcode(answer: unknown): number | undefined {
  return ErrorSchema.safeParse(answer).data?.errcode;
}

/** Codes after which a fresh token may help: invalid, unlawful, expired. */
export const tokenErrcodes: ReadonlySet<number> = new Set([40001, 40014, 42001]);

/** What each code means for what comes next. https://developers.weixin.qq.com/doc/oplatform/Return_codes/Return_code_descriptions_new.html */
const errcodesByMeaning = [
  // System busy, minute and day quota, too many at once; a token that even a refresh did not mend.
  ['busy', [-1, 45009, 45011, 45033, ...tokenErrcodes]],
  // The 48 hours are over; the five messages are used up.
  ['window_closed', [45015, 45047]],
  // Unknown openid, not a follower, blacklisted, not taking messages, permission withdrawn, not followed.
  ['blocked', [40003, 43004, 43019, 43101, 48002, 50005]],
  // App id or secret wrong, address not allowed, secret missing or frozen, no permission, account limited or frozen.
  ['channel_down', [40013, 40125, 40164, 40243, 41004, 48001, 48004, 50002, 50004, 50007]],
  // A new server waits for the administrator's consent, or was denied it.
  ['channel_down', [89503, 89506, 89507]],
] as const satisfies readonly (readonly [ChannelErrorCode, readonly number[]])[];

const meanings: ReadonlyMap<number, ChannelErrorCode> = new Map(
  errcodesByMeaning.flatMap(([code, errcodes]) => errcodes.map((errcode) => [errcode, code])),
);

/** Turns an answer's code into what must happen next; a code nobody foresaw counts as our mistake. */
export function toChannelError(answer: unknown): ChannelError {
  const errcode = findErrcode(answer);
  if (errcode === undefined) return new ChannelError('unreachable', 'garbage');
  return new ChannelError(meanings.get(errcode) ?? 'refused', String(errcode));
}

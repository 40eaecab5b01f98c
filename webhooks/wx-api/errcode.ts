import { z } from 'zod';
import { ChannelError, type ChannelErrorCode } from '../../bot/index.ts';

const ErrorSchema = z.object({ errcode: z.number() });

/** The platform's error code in an answer; 0 when it took the request. Undefined when the answer holds none. */
export function findErrcode(answer: unknown): number | undefined {
  return ErrorSchema.safeParse(answer).data?.errcode;
}

/** What each of a platform's codes means for what comes next. */
export type ErrcodesByMeaning = readonly (readonly [ChannelErrorCode, readonly number[]])[];

/** Turns an answer's code into what must happen next; a code nobody foresaw counts as our mistake. */
export function createToChannelError(
  errcodesByMeaning: ErrcodesByMeaning,
): (answer: unknown) => ChannelError {
  const meanings: ReadonlyMap<number, ChannelErrorCode> = new Map(
    errcodesByMeaning.flatMap(([code, errcodes]) => errcodes.map((errcode) => [errcode, code])),
  );
  return function toChannelError(answer) {
    const errcode = findErrcode(answer);
    if (errcode === undefined) return new ChannelError('unreachable', 'garbage');
    return new ChannelError(meanings.get(errcode) ?? 'refused', String(errcode));
  };
}

import { CallbackError } from '../wx-crypto/index.ts';

/**
 * Guards which account messages are meant for. Without a configured id it learns the one of the first
 * verified message and tells `onLearn`, so that it can be kept.
 */
export function createRequireOriginalId(
  known: string | undefined,
  onLearn: ((originalId: string) => void) | undefined,
): (originalId: string) => void {
  let expected = known;
  return function requireOriginalId(originalId) {
    if (expected === undefined) {
      expected = originalId;
      onLearn?.(originalId);
    }
    if (originalId !== expected) throw new CallbackError('callback_forged', 'account');
  };
}

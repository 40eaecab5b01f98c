import { HttpError } from '../../platform/http/index.ts';
import { createThrottle } from './throttle.ts';

const windowMs = 15 * 60 * 1000;
/** One colleague's address may mistype ten times; one name may be tried from everywhere, an office shares an address. */
const triesPerPair = 10;
const triesPerName = 30;
const triesPerAddress = 60;

export type SignInTries = {
  /** Takes a try, known name or not; the answer gives it back. Throws `too_many_requests`. */
  readonly take: (username: string, clientAddress: string) => () => void;
};

/** The tries that guessing has, by name, by address and by both, in this process. */
export function createSignInTries(now: () => Date): SignInTries {
  const perPair = createThrottle({ tries: triesPerPair, windowMs }, now);
  const perName = createThrottle({ tries: triesPerName, windowMs }, now);
  const perAddress = createThrottle({ tries: triesPerAddress, windowMs }, now);
  return {
    take(username, clientAddress) {
      const name = foldUsername(username);
      const pair = `${clientAddress} ${name}`;
      // All are asked before any is taken: a refused try must not push other keys out of memory.
      const retryAfterS =
        perPair.findWaitS(pair) ?? perName.findWaitS(name) ?? perAddress.findWaitS(clientAddress);
      if (retryAfterS !== undefined) throw new HttpError('too_many_requests', { retryAfterS });
      perPair.take(pair);
      perName.take(name);
      perAddress.take(clientAddress);
      return () => {
        perPair.giveBack(pair);
        perName.giveBack(name);
        perAddress.giveBack(clientAddress);
      };
    },
  };
}

/** Usernames are compared trimmed and in lower case. */
export function foldUsername(username: string): string {
  return username.trim().toLowerCase();
}

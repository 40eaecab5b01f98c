import { offerOthers, wordOf } from './offer.ts';
import { isCommand, readPending, type HeardRoute } from './route.ts';

/** 是 or 不是 to what the words were taken for; `later` has the routes that each kind's own word would take. */
export function createConfirmGuess(later: readonly HeardRoute[]): HeardRoute {
  return {
    name: 'confirm-guess',
    plan(heard) {
      const offered = readPending(heard, 'offer');
      if (offered?.guess === undefined) return undefined;
      if (isCommand(heard, 'no')) return () => offerOthers(heard, offered);
      if (!isCommand(heard, 'yes')) return undefined;
      const confirmed = { ...heard, command: { name: wordOf[offered.guess], rest: '' } };
      return later.map(({ plan }) => plan(confirmed)).find((plan) => plan !== undefined);
    },
  };
}

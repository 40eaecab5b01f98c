import type { Address, ChannelName } from '../message.ts';
import { followPlatform } from './change-hands.ts';
import type { HandOver } from './hand-over.ts';
import type { HandOvers } from './keep-hand-overs.ts';
import type { HandOverStore } from './store.ts';

/** Gives a session to the bureau's staff on the platform itself. */
export type HandToPlatform = (
  userId: string,
) => Promise<
  | { readonly kind: 'handed_over' | 'later' }
  | { readonly kind: 'refused'; readonly because: string }
>;

type OfferPorts = {
  readonly store: Pick<HandOverStore, 'listHeld'>;
  readonly handOvers: Pick<HandOvers, 'change'>;
  readonly open: (personId: string) => Promise<readonly Address[]>;
  readonly platforms: ReadonlyMap<ChannelName, HandToPlatform>;
  readonly now: () => Date;
};

/** The platform takes no more of our words once it has the session: the ones just said leave first. */
const wordsFirstMs = 2000;
const batchSize = 200;

/** Offers those who wait to the platform that they wrote on, where the bureau serves there; refused ones stay in our queue. */
export function createOfferToPlatform(ports: OfferPorts) {
  const { store, handOvers, open, platforms, now } = ports;

  async function offer(waiting: HandOver, hand: HandToPlatform): Promise<void> {
    const { personId, channel } = waiting;
    const address = (await open(personId)).find((bound) => bound.channel === channel);
    if (address === undefined) return;
    const result = await hand(address.userId);
    if (result.kind === 'later') return;
    await handOvers.change(personId, (found) => {
      if (found?.hands.kind !== 'waiting') return found;
      return result.kind === 'refused'
        ? { ...found, platformRefusal: result.because, updatedAt: now() }
        : followPlatform(found, { personId, channel, isWithServicer: true, at: now() });
    });
  }

  return async function offerToPlatform(): Promise<void> {
    if (platforms.size === 0) return;
    for (const handOver of await store.listHeld(batchSize)) {
      const hand = platforms.get(handOver.channel);
      const isFresh = now().getTime() - handOver.askedAt.getTime() < wordsFirstMs;
      const isOffered = handOver.hands.kind !== 'waiting' || handOver.platformRefusal !== undefined;
      if (hand !== undefined && !isFresh && !isOffered) await offer(handOver, hand);
    }
  };
}

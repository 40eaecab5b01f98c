import type { HandOver } from './hand-over.ts';
import type { HandOvers } from './keep-hand-overs.ts';
import { passTime, sortQueue, type HandOverLimits } from './queue-rules.ts';
import type { HandOverStore } from './store.ts';

type SweepPorts = {
  readonly store: Pick<HandOverStore, 'listHeld' | 'listOwing'>;
  readonly handOvers: Pick<HandOvers, 'change' | 'payOwed' | 'hours'>;
  readonly limits: HandOverLimits;
  readonly now: () => Date;
};

const batchSize = 500;

/** Lets time act on every conversation that is not the bot's, and pays words that a dead process still owed. Safe to repeat. */
export function createSweepHandOvers({ store, handOvers, limits, now }: SweepPorts) {
  const { hours } = handOvers;

  return async function sweepHandOvers(): Promise<void> {
    for (const owing of await store.listOwing(batchSize)) await handOvers.payOwed(owing);
    const held = await store.listHeld(batchSize);
    const queue = sortQueue(held);
    for (const handOver of held) {
      const position = toPosition(queue, handOver);
      const look = (found: HandOver) => passTime(found, { at: now(), position, hours, limits });
      if (look(handOver) === handOver) continue;
      await handOvers.change(handOver.personId, (found) => found && look(found));
    }
  };
}

function toPosition(queue: readonly HandOver[], { personId }: HandOver): number | undefined {
  const index = queue.findIndex((waiting) => waiting.personId === personId);
  return index === -1 ? undefined : index + 1;
}

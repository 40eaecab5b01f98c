import { openHouse, type House } from './house.ts';
import { runScript } from './run-script.ts';
import type { Script } from './script.ts';

/** As many as keep two cores busy while some of them wait for the disk. */
const lanes = 4;

/** One house for a row of transcripts; whoever fails in it leaves it to nobody. */
function createLane() {
  let house: House | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function close(): Promise<void> {
    await house?.close();
    house = undefined;
  }

  async function play(script: Script): Promise<void> {
    house ??= await openHouse();
    try {
      await runScript(house, script);
    } catch (error) {
      await close();
      throw error;
    }
  }

  return {
    add(script: Script): Promise<void> {
      const played = last.then(() => play(script));
      // A failure is told to whoever asks for this one, and holds up no other.
      last = played.catch(() => undefined);
      return played;
    },
    end: () => last.then(close),
  };
}

/** Plays all, in a few houses side by side; a promise for each settles when it is over. */
export function playAll(scripts: readonly Script[]) {
  const all = Array.from({ length: Math.min(lanes, scripts.length) }, createLane);
  // By date, so that a house seldom goes back in time.
  const inOrder = scripts.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const played = inOrder.map((script, index): [Script, Promise<void>] => [
    script,
    all[index % all.length]?.add(script) ?? Promise.resolve(),
  ]);
  return {
    played: new Map(played),
    /** Closes the houses once every transcript is over. */
    end: async () => void (await Promise.all(all.map(({ end }) => end()))),
  };
}

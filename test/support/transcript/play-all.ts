import { runScript } from './run-script.ts';
import type { Script } from './script.ts';

/** As many as keep two cores busy while some of them wait for the disk. */
const lanes = 4;

/** Plays all, one after the other in each lane, each in a house of its own; a promise for each settles when it is over. */
export function playAll(scripts: readonly Script[]): ReadonlyMap<Script, Promise<void>> {
  const ends = Array.from({ length: lanes }, () => Promise.resolve());
  return new Map(
    scripts.map((script, index) => {
      const lane = index % lanes;
      const played = (ends[lane] ?? Promise.resolve()).then(() => runScript(script));
      // A failure is told to whoever asks for this one, and holds up no other.
      ends[lane] = played.catch(() => undefined);
      return [script, played];
    }),
  );
}

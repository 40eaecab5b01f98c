/** The time now. Tests pass their own; a process reads the machine's, shifted by `offsetMs` in drills. */
export type Clock = () => Date;

export function createClock(offsetMs: number): Clock {
  return function now() {
    return new Date(Date.now() + offsetMs);
  };
}

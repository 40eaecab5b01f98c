/** What one file may hold, as the server told last. */
export type FileLimit = {
  readonly maxMb: () => number;
  readonly learn: (maxMb: unknown) => void;
};

/** The server's default, until it says otherwise. */
const maxMbDefault = 10;

export function createFileLimit(): FileLimit {
  let known = maxMbDefault;
  return {
    maxMb: () => known,
    learn(maxMb) {
      if (typeof maxMb === 'number' && maxMb > 0) known = maxMb;
    },
  };
}

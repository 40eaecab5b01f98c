/** Small things that outlive a reload. Where the browser keeps nothing, they last as long as the page. */
export type Keep = {
  readonly get: (name: string) => string | undefined;
  readonly set: (name: string, value: string) => void;
  readonly remove: (name: string) => void;
  readonly names: () => readonly string[];
};

/** Over localStorage or sessionStorage, each name behind `prefix`; falls back to memory when refused or full. */
export function createKeep(openStorage: () => Storage, prefix: string): Keep {
  const memory = new Map<string, string>();
  const storage = attempt(openStorage);
  return {
    get: (name) => memory.get(name) ?? attempt(() => storage?.getItem(prefix + name)) ?? undefined,
    set(name, value) {
      memory.delete(name);
      const isKept = attempt(() => {
        storage?.setItem(prefix + name, value);
        return storage !== undefined;
      });
      if (isKept !== true) memory.set(name, value);
    },
    remove(name) {
      memory.delete(name);
      attempt(() => storage?.removeItem(prefix + name));
    },
    names() {
      const kept = attempt(() => Object.keys(storage ?? {})) ?? [];
      const mine = kept.filter((key) => key.startsWith(prefix));
      return [...new Set([...memory.keys(), ...mine.map((key) => key.slice(prefix.length))])];
    },
  };
}

/** A browser may throw on the mere look at its storage. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

/** Thrown by every store of a process that "died". */
export class Died extends Error {
  override readonly name = 'Died';
}

const writes: ReadonlySet<string> = new Set(
  (
    'identify touch unbind insert finish recordFailure park lease renew release ' +
    'claim recordSent recordRetry hold recordFailed releaseHeld append assignTicket movePending saveContact keepForDraft settleDraftContact save takeFromDay giveBackToDay recordNudged'
  ).split(' '),
);

/** A process that dies at its n-th write, just before it is made or just after. */
export type Death = { readonly at: number; readonly when: 'before' | 'after' };

/** Stores of a process that dies as `death` says: from then on they only throw, reads too. */
export function buildMortalStores<Stores extends object>(stores: Stores, death: Death) {
  let made = 0;
  let isDead = false;

  async function run(isWrite: boolean, execute: () => unknown): Promise<unknown> {
    if (isDead) throw new Died();
    if (!isWrite) return execute();
    made += 1;
    if (made !== death.at) return execute();
    isDead = true;
    if (death.when === 'after') await execute();
    throw new Died();
  }

  function mortal<Store extends object>(store: Store): Store {
    return new Proxy(store, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value === 'object' && value !== null) return mortal(value);
        if (typeof value !== 'function') return value;
        return (...args: readonly unknown[]) =>
          run(writes.has(String(name)), () => Reflect.apply(value, target, args));
      },
    });
  }

  return { stores: mortal(stores), isDead: () => isDead };
}

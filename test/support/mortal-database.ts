import type { Database } from '../../platform/mongo/index.ts';
import { Died } from './mortal-stores.ts';

const writes = new Set([
  'insertOne',
  'insertMany',
  'updateOne',
  'updateMany',
  'replaceOne',
  'deleteOne',
  'deleteMany',
]);

/** The database as a process sees it that dies right before its n-th write: from then on every call throws. */
export function openMortalDatabase(database: Database, at: number) {
  let made = 0;
  let isDead = false;

  function count(): void {
    if (isDead) throw new Died();
    made += 1;
    if (made < at) return;
    isDead = true;
    throw new Died();
  }

  /** One of the process's own writes. */
  const wrap =
    <Args extends readonly unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      count();
      return write(...args);
    };

  const mortalCollection = (collection: object): object =>
    proxy(collection, (name, value) => {
      if (typeof value !== 'function') return value;
      return (...args: readonly unknown[]): unknown => {
        if (writes.has(name)) count();
        else if (isDead) throw new Died();
        return Reflect.apply(value, collection, args);
      };
    });
  const withCollections = <Target extends object>(target: Target): Target =>
    proxy(target, (name, value) => {
      if (
        typeof value !== 'function' ||
        (name !== 'collection' && name !== 'getClient' && name !== 'db')
      ) {
        return value;
      }
      return (...args: readonly unknown[]): unknown => {
        const found: object = Reflect.apply(value, target, args);
        return name === 'collection' ? mortalCollection(found) : withCollections(found);
      };
    });

  const mortal: Database = { ...database, connection: withCollections(database.connection) };
  return { database: mortal, wrap, isDead: () => isDead };
}

/** The target with its properties as `see` shows them, its methods bound to it. */
function proxy<Target extends object>(
  target: Target,
  see: (name: string, value: unknown) => unknown,
): Target {
  return new Proxy(target, {
    get(of, name) {
      const value: unknown = Reflect.get(of, name);
      const seen = see(String(name), value);
      return typeof seen === 'function' ? seen.bind(of) : seen;
    },
  });
}

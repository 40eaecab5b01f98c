/** Files that wait to be sent, kept on the device until they were taken. */
export type KeptFiles = {
  readonly put: (id: string, file: Blob) => Promise<void>;
  readonly get: (id: string) => Promise<Blob | undefined>;
  readonly remove: (id: string) => Promise<void>;
  readonly clear: () => Promise<void>;
};

const storeName = 'files';

/** Over IndexedDB; where the browser refuses it (private windows), in memory for as long as the page lives. */
export function createKeptFiles(): KeptFiles {
  const memory = new Map<string, Blob>();
  const opening = openDatabase();
  opening.catch(() => undefined);

  async function run<T>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T | undefined> {
    try {
      const database = await opening;
      return await settle(act(database.transaction(storeName, mode).objectStore(storeName)));
    } catch {
      return undefined;
    }
  }

  return {
    async put(id, file) {
      memory.set(id, file);
      await run('readwrite', (store) => store.put(file, id));
    },
    async get(id) {
      const kept: unknown = memory.get(id) ?? (await run('readonly', (store) => store.get(id)));
      return kept instanceof Blob ? kept : undefined;
    },
    async remove(id) {
      memory.delete(id);
      await run('readwrite', (store) => store.delete(id));
    },
    async clear() {
      memory.clear();
      await run('readwrite', (store) => store.clear());
    },
  };
}

async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open('duxin-chat', 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(storeName));
  return settle(request);
}

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB failed')));
  });
}

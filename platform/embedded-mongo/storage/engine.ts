import { openCatalog, type Catalog } from './catalog.ts';
import { createDocuments, type Documents } from './documents.ts';
import { openStore, type Store } from './store.ts';
import { createTurns, type Turns } from './turns.ts';

/** Everything that commands work with, opened on one folder. */
export interface Engine {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly documents: Documents;
  readonly turns: Turns;
  readonly now: () => Date;
  /** Runs index builds one after another. */
  readonly oneBuild: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Opens a folder that this process owns. */
export async function openEngine(folder: string, now: () => Date): Promise<Engine> {
  const store = openStore(folder);
  const catalog = openCatalog(store);
  await catalog.open();
  let lastBuild: Promise<unknown> = Promise.resolve();
  return {
    store,
    catalog,
    documents: createDocuments(store, catalog),
    turns: createTurns(),
    now,
    oneBuild(work) {
      const result = lastBuild.then(work);
      lastBuild = result.catch(() => undefined);
      return result;
    },
  };
}

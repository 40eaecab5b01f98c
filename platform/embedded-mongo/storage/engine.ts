import { openCatalog } from './catalog.ts';
import { createDocuments } from './documents.ts';
import { openStore } from './store.ts';
import { createTurns } from './turns.ts';

/** Everything that commands work with. */
export type Engine = Awaited<ReturnType<typeof openEngine>>;

/** Opens a folder that this process owns. */
export async function openEngine(folder: string, now: () => Date) {
  const store = openStore(folder);
  const catalog = await openCatalog(store);
  const documents = createDocuments(store, catalog);
  let lastBuild: Promise<unknown> = Promise.resolve();

  /** Runs index builds one after another. */
  function oneBuild<T>(work: () => Promise<T>): Promise<T> {
    const result = lastBuild.then(work);
    lastBuild = result.catch(() => undefined);
    return result;
  }

  return { store, catalog, documents, turns: createTurns(), now, oneBuild };
}

import type { Audience } from '../retrieval/index.ts';
import { createLookUp, type LookUp, type TableAnswer } from './look-up.ts';
import type { TableStore } from './store.ts';

/** Answers out of the tables that hold at the moment of asking. */
export type Tables = {
  readonly lookUp: (
    text: string,
    asked: { readonly today: string; readonly audience: Audience },
  ) => Promise<TableAnswer | undefined>;
};

/** Reads the rows at each question, so that an editor's change holds at once; they are laid out anew only then. */
export function createTables(ports: {
  readonly store: Pick<TableStore, 'list'>;
  readonly fold: (text: string) => string;
}): Tables {
  let laid: { readonly edition: string; readonly lookUp: LookUp } | undefined;
  return {
    async lookUp(text, asked) {
      const rows = await ports.store.list();
      const edition = rows.map(({ id, version }) => `${id}@${version}`).join();
      if (laid?.edition !== edition) laid = { edition, lookUp: createLookUp(rows, ports) };
      return laid.lookUp(text, asked);
    },
  };
}

import type { Thresholds } from '../retrieval/index.ts';

/**
 * Entries have several wordings, which count again, and close neighbours: the lead must be clearer than among plain
 * texts. `bench/retrieval/choose-entry-thresholds.ts` chose them; an entry's own wording needs none.
 */
export const entryThresholds: Thresholds = { sure: 0.6, near: 0.32, ahead: 1.6 };

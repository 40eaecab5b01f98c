import type { Thresholds } from '../retrieval/index.ts';

/**
 * Entries have several wordings and close neighbours: a lower worth says as much as for plain texts, and the lead must
 * be clearer. `bench/retrieval/choose-entry-thresholds.ts` chose them; an entry's own wording needs none.
 */
export const entryThresholds: Thresholds = { sure: 0.36, near: 0.22, ahead: 1.7 };

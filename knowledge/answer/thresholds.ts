import type { Thresholds } from '../retrieval/index.ts';

/** For entries with several wordings; `bench/retrieval/choose-entry-thresholds.ts` chose them. */
export const entryThresholds: Thresholds = { sure: 0.52, near: 0.24, ahead: 1.2 };

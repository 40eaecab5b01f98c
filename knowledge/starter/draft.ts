import type { Entry } from '../entry.ts';

/** A starter entry before it gets its area and version. */
export type Draft = Omit<Entry, 'version' | 'area' | 'confirmed'>;

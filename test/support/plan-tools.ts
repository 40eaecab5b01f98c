import { createHash } from 'node:crypto';
import type { PlanTools } from '../../knowledge/index.ts';
import { fold, toSimplified } from '../../platform/fold/index.ts';

/** The tools of a running house. */
export const planTools: PlanTools = {
  fold,
  toSimplified,
  digest: (text) => createHash('sha256').update(text).digest('hex').slice(0, 24),
};

import { defaultProfile } from '../../tickets/index.ts';
import type { CanaryStaff } from './canary-knowledge.ts';
import { createGoodCall } from './canary-knowledge.ts';

/** Tries other limits on whatever is stored. */
export async function keepLimits(staff: CanaryStaff): Promise<void> {
  const call = createGoodCall(staff);
  const { limits, deadlines } = defaultProfile;
  await call('POST', '/profiles/dry-run', { limits, deadlines });
}

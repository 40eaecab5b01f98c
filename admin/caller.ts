import type { Caller } from '../platform/http/route.ts';

export type Staff = Extract<Caller, { kind: 'staff' }>;

/** The member of staff who asks. Policies let nobody else through, so anything else is a bug. */
export function expectStaff(caller: Caller): Staff {
  if (caller.kind !== 'staff') throw new Error('a staff route was reached by somebody else');
  return caller;
}

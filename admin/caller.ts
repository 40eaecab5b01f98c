import type { Caller } from '../platform/http/index.ts';
import type { Actor } from '../tickets/index.ts';

export type Staff = Extract<Caller, { kind: 'staff' }>;

/** The member of staff who asks. Policies let nobody else through, so anything else is a bug. */
export function expectStaff(caller: Caller): Staff {
  if (caller.kind !== 'staff') throw new Error('a staff route was reached by somebody else');
  return caller;
}

/** The caller as a ticket's history names them. */
export function toActor({ accountId, name }: Staff): Extract<Actor, { kind: 'staff' }> {
  return { kind: 'staff', accountId, name };
}

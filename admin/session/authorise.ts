import { type Caller, HttpError } from '../../platform/http/index.ts';
import { type Staff } from '../caller.ts';

/** Lets staff through whom the policy knows. Throws `sign_in_required` or `not_permitted`. */
export function authorise(caller: Caller, policy: (caller: Caller) => boolean): Staff {
  if (caller.kind !== 'staff') throw new HttpError('sign_in_required');
  if (!policy(caller)) throw new HttpError('not_permitted');
  return caller;
}

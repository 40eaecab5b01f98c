import { createGoodCall, type CanaryStaff } from './canary-knowledge.ts';

type Named = { readonly id: string; readonly version: number };

/** Publishes a table that holds for no matter here, sends a colleague on leave, and has one keep out and come back. */
export async function keepRouting(staff: CanaryStaff): Promise<void> {
  const call = createGoodCall(staff);
  const { version, units } = await call('GET', '/routing');
  const unitId = units[0]?.id;
  const rules = [{ id: 'r-1', kinds: ['coordination'], unitId }];
  await call('POST', '/routing/preview', { rules });
  await call('PUT', '/routing', { version, rules, note: '争议协调归本局' });
  const { accountId } = await call('GET', '/session');
  const { items } = await call('GET', '/colleagues');
  const colleague: Named = items.find(({ id }: Named) => id !== accountId);
  const leaves = [{ from: '2020-01-01', until: '2020-01-02', deputyId: accountId }];
  const change = { version: colleague.version, leaves };
  await call('PUT', `/colleagues/${colleague.id}/leaves`, change);
  const wish = { accountId: colleague.id, unitId, reason: '近亲属在该单位任职' };
  const set = await call('POST', '/recusals', wish);
  await call('GET', '/recusals');
  const end = { accountId: colleague.id };
  for (const { id } of set.items) await call('POST', `/recusals/${id}/end`, end);
}

import type { CanaryStaff } from './canary-knowledge.ts';
import { createGoodCall } from './canary-knowledge.ts';

/** Finds a problem of the ticket and drops it, and reads the lists that it is described by. */
export async function workOnProblems(staff: CanaryStaff, number: string): Promise<void> {
  const call = createGoodCall(staff);
  const path = `/tickets/${number}/problems`;
  const { version, profile } = await call('GET', `/tickets/${number}`);
  await call('GET', `/problem-lists?profile=${profile}`);
  await call('GET', '/problems?status=open&from=2026-01-01');
  await staff('GET', '/api/admin/problems/export?as=csv');
  const found = { type: 'identification', words: '只有一人亮证', finding: 'unfounded' };
  const { problems } = await call('POST', path, { action: 'find', version, ...found });
  await call('POST', path, { action: 'drop', version: version + 1, id: problems[0].id });
}

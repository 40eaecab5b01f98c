import { randomUUID } from 'node:crypto';
import type { CanaryStaff } from './canary-knowledge.ts';
import { createGoodCall } from './canary-knowledge.ts';

/** Reads the rules of the bureau, checks a draft and publishes it. */
export async function publishProfile(staff: CanaryStaff): Promise<void> {
  const call = createGoodCall(staff);
  const { newest: base } = await call('GET', '/profiles');
  const { profile } = await call('GET', `/profiles/${base}`);
  const draft = { base, profile: { ...profile, name: '本单位方案' } };
  await call('POST', '/profiles/check', draft);
  await call('POST', '/profiles', draft);
}

/** Saves a view of the ticket list, changes and removes it. */
export async function saveViews(staff: CanaryStaff): Promise<void> {
  const call = createGoodCall(staff);
  const view = { name: '快到期的', isShared: true, filters: { order: 'due' }, columns: ['due_at'] };
  const { items } = await call('POST', '/views', { key: randomUUID(), ...view });
  const [{ id, version }] = items;
  await call('GET', '/views');
  await call('PUT', `/views/${id}`, { ...view, version });
  await call('DELETE', `/views/${id}`);
}

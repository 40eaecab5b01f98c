import { randomUUID } from 'node:crypto';
import type { CanaryStaff } from './canary-knowledge.ts';
import { createGoodCall } from './canary-knowledge.ts';

/** Opens a campaign, puts the ticket in, takes it out again and exports what is left; asks no expert in vain. */
export async function runCampaign(staff: CanaryStaff, number: string): Promise<void> {
  const call = createGoodCall(staff);
  const asked = {
    key: randomUUID(),
    kind: 'special',
    name: '亮证执法专项',
    scope: { areas: [], unitIds: [], matters: ['亮证执法'] },
    period: { from: '2026-01-01', to: '2026-12-31' },
  };
  const { id, version } = await call('POST', '/campaigns', asked);
  const path = `/campaigns/${id}`;
  await call('GET', '/campaigns');
  await call('POST', `${path}/steps`, { action: 'advance', version });
  await call('GET', `${path}/candidates?kind=complaint`);
  await call('POST', `${path}/tickets`, { numbers: [number] });
  await call('GET', path);
  await call('GET', `${path}/tickets`);
  for (const part of ['tickets', 'problems']) {
    await staff('GET', `/api/admin${path}/export?of=${part}&as=csv`);
  }
  await call('POST', `${path}/tickets/remove`, { numbers: [number], reason: '不属本次专项' });
}

/** Who may be asked is nobody here; what is asked all the same is refused. */
export async function askExpert(staff: CanaryStaff, number: string): Promise<void> {
  const call = createGoodCall(staff);
  const { version } = await call('GET', `/tickets/${number}`);
  await call('GET', `/tickets/${number}/experts`);
  const body = {
    expertId: 'nobody',
    brief: '执法程序是否妥当，请看。',
    question: '妥当吗？',
    version,
  };
  await staff('POST', `/api/admin/tickets/${number}/expert-asks`, { body });
  await staff('GET', '/api/admin/opinions');
  await staff('POST', `/api/admin/opinions/${number}`, { body: { asked: 1, text: '没有问我' } });
}

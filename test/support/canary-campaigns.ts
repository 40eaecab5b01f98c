import { randomUUID } from 'node:crypto';
import type { CanaryStaff } from './canary-knowledge.ts';
import { createGoodCall } from './canary-knowledge.ts';

/** Opens a campaign, puts the ticket in, takes it out again and exports what is left. */
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
  const { version: seen } = await call('GET', path);
  const change = { report: '抽查已完，问题均已整改。' };
  await call('POST', `${path}/steps`, { action: 'write_report', version: seen, change });
  await call('GET', `${path}/tickets`);
  for (const part of ['tickets', 'problems']) {
    await staff('GET', `/api/admin${path}/export?of=${part}&as=csv`);
  }
  for (const as of ['pdf', 'docx']) await staff('GET', `/api/admin${path}/report?as=${as}`);
  await call('POST', `${path}/tickets/remove`, { numbers: [number], reason: '不属本次专项' });
}

/** The one expert is asked, reads the brief alone and gives an opinion. */
export async function askExpert(
  staff: CanaryStaff,
  expert: CanaryStaff,
  number: string,
): Promise<void> {
  const call = createGoodCall(staff);
  const { version } = await call('GET', `/tickets/${number}`);
  const [{ id: expertId }] = (await call('GET', `/tickets/${number}/experts`)).items;
  const brief = '执法程序是否妥当，请予判断。';
  await call('POST', `/tickets/${number}/expert-asks`, {
    expertId,
    brief,
    question: '妥当吗？',
    version,
  });
  const asExpert = createGoodCall(expert);
  const [{ seq }] = (await asExpert('GET', '/opinions')).items;
  await asExpert('POST', `/opinions/${number}`, { asked: seq, text: '程序不妥。' });
}

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { buildDesk } from '../support/build-desk.ts';
import { buildStepValues } from '../support/build-step-values.ts';

let desk: Awaited<ReturnType<typeof buildDesk>>;
let call: ReturnType<typeof desk.client>;

beforeAll(async () => {
  desk = await buildDesk();
});
afterAll(() => desk.stop());
beforeEach(async () => {
  desk.data.accounts.clear();
  desk.data.audit.length = 0;
  desk.addAccount();
  call = desk.client(await desk.signIn());
});

async function act(number: string, action: string, more: object = {}): Promise<void> {
  const { version } = (await call('GET', `/tickets/${number}`)).body;
  const taken = await call('POST', `/tickets/${number}/actions`, { action, version, ...more });
  if (taken.status !== 200) throw new Error(`${action} answered ${taken.status} ${taken.text}`);
}

const propose = (number: string, from: string) =>
  call('GET', `/tickets/${number}/proposal?from=${from}`);

describe('an entry proposed out of a consultation', () => {
  test('is the reply of staff, without names and numbers, and is audited', async () => {
    const { id, number } = await desk.fileTicket({
      kind: 'consultation',
      facts: { story: '我叫赵大山，电话13900001111，摆摊被罚了怎么复议？地址是和平路8号。' },
    });
    expect((await propose(number, 'answer')).status).toBe(404);
    const text = '赵大山您好，可以在六十日内申请行政复议，打13811112222找我们。';
    await act(number, 'answer', { values: { text } });
    const { body } = await propose(number, 'answer');
    expect(body).toMatchObject({
      origin: 'answer',
      text: { kind: 'question', audience: 'public' },
    });
    expect(body.text.question + body.text.answer).not.toMatch(/赵大山|139|138|和平路/);
    expect(body.text.answer).toContain('六十日内申请行政复议');
    expect(desk.data.audit).toContainEqual(
      expect.objectContaining({ action: 'knowledge.propose_answer', object: id }),
    );
  });

  test('leaves out a reporter whom staff know by the sealed contact alone', async () => {
    desk.data.people.set('p-1', { id: 'p-1', language: 'zh-CN', name: '阿依努尔' });
    const { number } = await desk.fileTicket({
      kind: 'consultation',
      personId: 'p-1',
      facts: { story: '摆摊要办证吗？' },
    });
    await act(number, 'answer', { values: { text: '阿依努尔您好，不用办证。' } });
    const { body } = await propose(number, 'answer');
    expect(body.text.answer).toContain('不用办证');
    expect(body.text.answer).not.toContain('阿依努尔');
  });

  test('is not made of an answer that was taken back', async () => {
    const { number } = await desk.fileTicket({
      kind: 'consultation',
      facts: { story: '摆摊要办证吗？' },
    });
    await act(number, 'answer', { values: { text: '不用。' } });
    await act(number, 'undo');
    expect((await propose(number, 'answer')).status).toBe(404);
  });
});

describe('a model case out of a closed ticket', () => {
  const facts = {
    story: '城北街道执法队的孙强检查时没有出示证件，当场收了兴旺早餐店五百元。',
    actingUnit: '城北街道执法队',
    officer: '孙强',
    company: '兴旺早餐店',
    place: '城北街道学前路',
    demand: '退还五百元',
  };

  test('tells what happened, what was found and what was done, and names nobody', async () => {
    const { number } = await desk.fileTicket({ facts });
    expect((await propose(number, 'case')).status).toBe(404);
    for (const [action, reason] of [
      ['accept', '属于监督范围'],
      ['analyse', ''],
      ['verify', '经核查，城北街道执法队未出示证件属实'],
      ['supervise', ''],
      ['rectify', '已责令孙强退还'],
      ['check', ''],
      ['close', '五百元已经退还兴旺早餐店'],
    ] as const) {
      await act(number, action, { ...buildStepValues(action), ...(reason !== '' && { reason }) });
    }
    const { body } = await propose(number, 'case');
    expect(body).toMatchObject({ origin: 'case', text: { kind: 'case' } });
    const { question, answer } = body.text;
    expect(question + answer).not.toMatch(/城北|孙强|兴旺|学前路|王受理/);
    expect(answer).toMatch(/【基本案情】.*没有出示证件/s);
    expect(answer).toMatch(/【核查情况】.*未出示证件属实/s);
    expect(answer).toMatch(/【处理结果】.*已经退还/s);
  });

  test('is for those who may read tickets and edit knowledge', async () => {
    const { number } = await desk.fileTicket({ facts });
    desk.addAccount({ username: 'chen', roles: ['handler'] });
    desk.addAccount({ username: 'bian', roles: ['knowledge_editor'] });
    for (const username of ['chen', 'bian']) {
      const other = desk.client(await desk.signIn(username));
      const refused = await other('GET', `/tickets/${number}/proposal?from=case`);
      expect([username, refused.status]).toEqual([username, 403]);
    }
  });
});

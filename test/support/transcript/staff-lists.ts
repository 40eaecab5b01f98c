import { setTimeout as sleep } from 'node:timers/promises';
import type { StaffAnswer } from '../staff-client.ts';
import type { CarryOut, Desk } from './staff.ts';

const current = '导入的编号';
const base = '/ticket-imports';
const lookEveryMs = 20;

async function waitUntil(status: string, { call, names }: Desk): Promise<StaffAnswer> {
  for (;;) {
    const looked = await call('GET', `${base}/${names.get(current) ?? ''}`);
    if (looked.body.status === status) return looked;
    if (looked.body.status === 'failed') throw new Error('the import failed');
    await sleep(lookEveryMs);
  }
}

/** Lists that another system sends as a file. */
export const listOrders: Readonly<Record<string, CarryOut>> = {
  /** 导入 hotline_12345「heading,heading / cell,cell」: {新增}, {重复} and {坏行} are its report. */
  async 导入({ about, words: [csv = ''] }, desk) {
    const { call, upload, names } = desk;
    const status = await upload(base, '转办.csv', csv);
    if (status !== 201) throw new Error(`the upload answered ${status}`);
    const jobs: readonly { readonly id: string; readonly status: string }[] = (
      await call('GET', base)
    ).body.items;
    names.set(current, jobs.find((job) => job.status === 'open')?.id ?? '');
    const path = `${base}/${names.get(current) ?? ''}`;
    const choices = { kind: 'complaint', source: about, isTold: false };
    const chosen = await call('PUT', `${path}/choices`, choices);
    if (chosen.status >= 300) return chosen;
    const started = await call('POST', `${path}/start`);
    if (started.status >= 300) return started;
    const done = await waitUntil('done', desk);
    const { added, same, badRows } = done.body.report;
    names.set('新增', String(added)).set('重复', String(same)).set('坏行', String(badRows));
    return done;
  },
  async 撤销导入(_, desk) {
    const asked = await desk.call('POST', `${base}/${desk.names.get(current) ?? ''}/undo`);
    return asked.status < 300 ? waitUntil('undone', desk) : asked;
  },
  /** 导入结果 3 1 0: added, same as before, bad. */
  async 导入结果({ about }, { names }) {
    const got = ['新增', '重复', '坏行'].map((name) => names.get(name)).join(' ');
    if (got !== about) throw new Error(`wanted ${about}, got ${got}`);
    return { status: 200, body: {} };
  },
};

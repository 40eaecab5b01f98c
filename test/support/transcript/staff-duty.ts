import { randomBytes } from 'node:crypto';
import type { CarryOut, Desk } from './staff.ts';

const dayMs = 24 * 3_600_000;
const shanghaiMs = 8 * 3_600_000;

/** Monday of the week, and of the next, as the roster names them. */
function listWeeks(now: Date): readonly string[] {
  const local = new Date(now.getTime() + shanghaiMs);
  const sinceMonday = (local.getUTCDay() + 6) % 7;
  const monday = local.getTime() - sinceMonday * dayMs;
  return [monday, monday + 7 * dayMs].map(toDay);
}

const toDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const roleOf: Readonly<Record<string, string>> = {
  值班员: 'duty_officer',
  承办人: 'handler',
  受理员: 'intake_clerk',
};

/** An account whose member of WeCom bears the same name in the transcript. */
async function addAccount(name: string, role: string, desk: Desk): Promise<string> {
  const { call, toAddress, names } = desk;
  const username = `officer-${randomBytes(6).toString('hex')}`;
  const account = { username, name, roles: [roleOf[role]], password: 'Transcript-duty-1' };
  const { body } = await call('POST', '/accounts', account);
  const change = { version: body.version, wecomUserId: toAddress(name, 'wecom') };
  const linked = await call('PATCH', `/accounts/${String(body.id)}`, change);
  if (linked.status !== 200) throw new Error(`the account answered ${linked.status}`);
  names.set(`${name}的账号`, String(body.id));
  return username;
}

/** Colleagues who are called or written to in WeCom. */
export const dutyOrders: Readonly<Record<string, CarryOut>> = {
  /** 设账号 小杜 受理员 */
  async 设账号({ about }, desk) {
    const [name = '', role = ''] = about.split(' ');
    await addAccount(name, role, desk);
    return desk.call('GET', '/accounts');
  },
  /** 交办 2026000017 小杜 */
  async 交办({ about }, { call, names }) {
    const [number = '', name = ''] = about.split(' ');
    const { version } = (await call('GET', `/tickets/${number}`)).body;
    const assigneeId = names.get(`${name}的账号`);
    const order = { action: 'assign', version, values: { assigneeId } };
    return call('POST', `/tickets/${number}/actions`, order);
  },
  /** 排值班 小冯 小何: round the clock for two weeks, in this order. */
  async 排值班({ about }, desk) {
    const usernames: string[] = [];
    for (const name of about.split(' ')) usernames.push(await addAccount(name, '值班员', desk));
    const weeks = listWeeks(desk.now()).map((week) => {
      const days = Array.from({ length: 7 }, (_, day) => toDay(Date.parse(week) + day * dayMs));
      const text = days
        .flatMap((day) => usernames.map((name, index) => `${day} 00:00 00:00 ${name} ${index + 1}`))
        .join('\n');
      return desk.call('POST', `/duty/weeks/${week}/import`, { version: 0, text });
    });
    const [first, second] = await Promise.all(weeks);
    if (first === undefined || second?.status !== 200) throw new Error('the roster was refused');
    return first;
  },
};

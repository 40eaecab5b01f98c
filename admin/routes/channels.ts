import { toAvailability } from '../../bot/wechaty/index.ts';
import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { toShanghaiDay } from '../../tickets/index.ts';
import { expectStaff, type Staff } from '../caller.ts';
import { canRunWechaty, canSeeChannels } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentChannels, type ChannelFile } from './channels.present.ts';
import { ChannelListSchema, SwitchSchema, WechatyLoginSchema } from './channels.schema.ts';
import { EmptySchema } from './session.schema.ts';

const path = '/api/admin/channels';
const dayCount = 14;
const dayMs = 24 * 60 * 60_000;

/** How the channels do, and the switch of the one that is an account of WeChat. */
export function createChannelRoutes(ports: AdminPorts): readonly Route[] {
  const { channels, audit, now } = ports;

  function expectWechaty() {
    if (!channels.on.has('wechaty')) throw new HttpError('not_found');
    return channels.wechaty;
  }

  async function openFile(): Promise<ChannelFile> {
    const at = now();
    const days = Array.from({ length: dayCount }, (_, index) =>
      toShanghaiDay(new Date(at.getTime() - (dayCount - 1 - index) * dayMs)),
    );
    const figures = await channels.listSince(days[0] ?? toShanghaiDay(at));
    const file = { on: channels.on, today: toShanghaiDay(at), days, figures };
    if (!channels.on.has('wechaty')) return file;
    const [status, wanted] = await Promise.all([
      channels.wechaty.readStatus(),
      channels.wechaty.readSwitch(),
    ]);
    return { ...file, wechaty: { status, wanted, availability: toAvailability(status, at) } };
  }

  const note = ({ accountId }: Staff, action: string) =>
    audit.record({ at: now(), accountId, action, object: 'wechaty' });

  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'Every channel: whether it works, what passed it, and what to do',
      audience: 'staff',
      policy: canSeeChannels,
      response: ChannelListSchema,
      handle: openFile,
      present: presentChannels,
    }),
    defineRoute({
      method: 'get',
      path: `${path}/wechaty/login`,
      summary: 'What the QR code of a wanted login leads to',
      audience: 'staff',
      policy: canRunWechaty,
      response: WechatyLoginSchema,
      handle: () => expectWechaty().readLoginUrl(),
      present: (url) => ({ ...(url !== undefined && { url }) }),
    }),
    defineRoute({
      method: 'post',
      path: `${path}/wechaty/switch`,
      summary: 'Switch the WeChat account on or off, for every process and restart',
      audience: 'staff',
      policy: canRunWechaty,
      body: SwitchSchema,
      response: EmptySchema,
      async handle({ body: { isOn }, caller }) {
        const wechaty = expectWechaty();
        await note(expectStaff(caller), isOn ? 'wechaty.on' : 'wechaty.off');
        await wechaty.setSwitch({ ...(await wechaty.readSwitch()), isOn });
      },
      present: () => ({}),
    }),
    defineRoute({
      method: 'post',
      path: `${path}/wechaty/restart`,
      summary: 'Start the WeChat account afresh, without waiting',
      audience: 'staff',
      policy: canRunWechaty,
      response: EmptySchema,
      async handle({ caller }) {
        const wechaty = expectWechaty();
        await note(expectStaff(caller), 'wechaty.restart');
        const wanted = await wechaty.readSwitch();
        await wechaty.setSwitch({ ...wanted, restarts: wanted.restarts + 1 });
      },
      present: () => ({}),
    }),
  ];
}

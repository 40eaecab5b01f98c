import type { AdminPorts } from '../../admin/index.ts';
import type { ChannelDay, ChannelName } from '../../bot/index.ts';
import { firstSwitch, type WechatyStatus } from '../../bot/wechaty/index.ts';

/** The channels of a desk in memory, open to a test's hand. */
export function buildChannelDesk() {
  const data = {
    on: new Set<ChannelName>(['web-chat']),
    days: [] as ChannelDay[],
    status: undefined as WechatyStatus | undefined,
    wanted: firstSwitch,
    loginUrl: undefined as string | undefined,
  };
  const desk: AdminPorts['channels'] = {
    on: data.on,
    listSince: async (from) => data.days.filter(({ day }) => day >= from),
    wechaty: {
      readStatus: async () => data.status,
      readSwitch: async () => data.wanted,
      setSwitch: async (wanted) => void (data.wanted = wanted),
      readLoginUrl: async () => data.loginUrl,
    },
  };
  return { data, desk };
}

export function buildChannelDay(day: Partial<ChannelDay> = {}): ChannelDay {
  return { channel: 'web-chat', day: '2026-11-20', received: 0, sent: 0, failed: 0, ...day };
}

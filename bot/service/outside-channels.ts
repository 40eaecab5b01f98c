import type { House } from './house.ts';
import { openIntake } from './intake.ts';
import { openOfficialAccount } from './official-account.ts';
import { openWechaty } from './wechaty.ts';
import { openWecom, type WecomPorts } from './wecom.ts';

/** Every channel besides our own page, each on when it is configured. */
export async function openOutsideChannels(house: House, ports: WecomPorts) {
  await openOfficialAccount(house, ports.channels);
  return {
    wecom: await openWecom(house, ports),
    wechaty: await openWechaty(house, ports),
    intake: await openIntake(house, ports),
  };
}

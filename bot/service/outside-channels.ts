import type { House } from './house.ts';
import { openIntake } from './intake.ts';
import { openOfficialAccount } from './official-account.ts';
import { openWechaty } from './wechaty.ts';
import type { HousePoints } from './points.ts';
import { openWecom, type WecomPorts } from './wecom.ts';

type OutsidePorts = WecomPorts & Pick<HousePoints, 'ways'>;

/** Every channel besides our own page, each on when it is configured. */
export async function openOutsideChannels(house: House, ports: OutsidePorts) {
  const { ways } = ports;
  const consentPage = await openOfficialAccount(house, ports.channels, ways);
  const wecom = await openWecom(house, ports);
  if (wecom.createPointLink !== undefined) ways.set('wecom-kf', wecom.createPointLink);
  return {
    consentPage,
    wecom,
    wechaty: await openWechaty(house, ports),
    intake: await openIntake(house, ports),
  };
}

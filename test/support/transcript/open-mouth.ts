import { createCustomerMouth } from './customer.ts';
import { createFollowerMouth } from './follower.ts';
import type { House } from './house.ts';
import { createMemberMouth } from './member.ts';
import type { Mouth } from './mouth.ts';
import { createSystemMouth } from './other-system.ts';
import { createReaderMouth } from './reader.ts';
import type { Place } from './script.ts';
import { createVisitorMouth } from './visitor.ts';

const mouths: Readonly<Partial<Record<Place, (house: House, person: string) => Mouth>>> = {
  'official-account': (house, person) =>
    createFollowerMouth(house, house.toAddress(person, 'official-account')),
  wecom: (house, person) => createMemberMouth(house, house.toAddress(person, 'wecom')),
  'wecom-kf': (house, person) => createCustomerMouth(house, house.toAddress(person, 'wecom-kf')),
  'web-chat': createVisitorMouth,
  intake: createSystemMouth,
  'progress-page': createReaderMouth,
};

/** Somebody's way to speak and hear in a channel. */
export function openMouth(house: House, person: string, channel: Place): Mouth {
  const open = mouths[channel];
  if (open === undefined) throw new Error(`nobody speaks here: ${channel}`);
  return open(house, person);
}

import { createHash } from 'node:crypto';
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
    createFollowerMouth(house, toAddress(person, 'official-account')),
  wecom: (house, person) => createMemberMouth(house, toAddress(person, 'wecom')),
  'wecom-kf': (house, person) => createCustomerMouth(house, toAddress(person, 'wecom-kf')),
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

const addressPrefix = { 'official-account': 'o', wecom: 'm', 'wecom-kf': 'wm' } as const;

/** The platform's id of somebody, always the same for a name. */
export function toAddress(person: string, channel: keyof typeof addressPrefix): string {
  const digest = createHash('sha256').update(person).digest('hex').slice(0, 26);
  return `${addressPrefix[channel]}${digest}`;
}

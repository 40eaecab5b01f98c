import type { TicketPorts } from '../ports.ts';
import type { TicketAction } from '../vocabulary.ts';
import { createAskContact, createRemindContact } from './ask-contact.ts';
import { createChooseContact } from './choose-contact.ts';
import { createGrantLife, createPleadLife } from './life-at-stake.ts';
import { createNameCheck } from './name-check.ts';
import { createSetApart } from './set-apart.ts';

/** The actions that have a use-case here and are not taken by name and values. */
export const consentActions: readonly TicketAction[] = [
  'ask_contact',
  'remind_contact',
  'choose_contact',
  'name_check',
  'set_apart',
  'plead_life',
  'grant_life',
  'seal',
  'unseal',
  'open_escrow',
];

export function createConsentActs(ports: TicketPorts) {
  return {
    askContact: createAskContact(ports),
    remindContact: createRemindContact(ports),
    chooseContact: createChooseContact(ports),
    nameCheck: createNameCheck(ports),
    setApart: createSetApart(ports),
    pleadLife: createPleadLife(ports),
    grantLife: createGrantLife(ports),
  };
}

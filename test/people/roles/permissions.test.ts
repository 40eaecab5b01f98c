import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  administrators,
  listPermissions,
  may,
  permissionNames,
  type Role,
  roles,
} from '../../../people/index.ts';

/** Spelled out by hand, so that a change of the table is a change of this page. */
const expected: Readonly<Record<Role, string>> = {
  intake_clerk:
    'campaigns problems profile tickets move talk exchange reveal parked invitations points keepPoints routing channels bureau sorting',
  duty_officer:
    'campaigns problems profile tickets move talk reveal parked points routing channels bureau sorting',
  handler:
    'campaigns run_campaigns problems profile decide_replies tickets move talk reveal parked points routing channels bureau sorting',
  section_head:
    'campaigns run_campaigns problems keep_units profile calendar try_rules decide_replies tickets move talk exchange reveal parked invitations points keepPoints leaves recusals routing edit_routing duty channels bureau sorting choose_sorting',
  approver:
    'campaigns run_campaigns problems profile try_rules decide_replies tickets move talk reveal parked points recusals routing channels bureau sorting',
  legal_reviewer: 'campaigns problems profile tickets routing bureau',
  knowledge_editor: 'knowledge bureau',
  analyst: 'campaigns problems profile points routing bureau sorting',
  township_liaison:
    'campaigns problems profile tickets move talk reveal parked points routing channels bureau sorting',
  expert: 'opinions bureau',
  agency_officer: 'unit',
  system_admin:
    'keep_units profile edit_profile calendar try_rules parked invitations points keepPoints accounts leaves routing edit_routing duty channels wechaty bureau sorting choose_sorting',
  security_admin: 'accounts bureau',
  audit_admin: 'bureau',
};

const toWords = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '');

describe('what each role may do', () => {
  test.each(roles)('is what the page says for %s, and nothing else', (role) => {
    expect(listPermissions([role]).toSorted()).toEqual(toWords(expected[role]).toSorted());
  });

  test('adds up over the roles of an account, but for what an administrator never has', () => {
    const ofBureau = roles.filter((role) => role !== 'agency_officer');
    fc.assert(
      fc.property(fc.subarray([...ofBureau]), (held) => {
        const isAdministrator = administrators.some((role) => held.includes(role));
        const sum = new Set(held.flatMap((role) => toWords(expected[role])));
        if (isAdministrator) sum.delete('reveal');
        expect(listPermissions(held).toSorted()).toEqual([...sum].toSorted());
      }),
    );
  });

  test('is a unit’s and nothing else for a unit’s officer who was made something besides', () => {
    fc.assert(
      fc.property(fc.subarray([...roles]), (held) => {
        expect(listPermissions([...held, 'agency_officer'])).toEqual(['unit']);
      }),
    );
  });

  test('is nothing for a role that nobody knows', () => {
    expect(permissionNames.filter((name) => may(['emperor', '__proto__'], name))).toEqual([]);
  });
});

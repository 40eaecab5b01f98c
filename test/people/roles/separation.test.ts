import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  administrators,
  findNewRoleConflict,
  findRoleConflict,
  firstAccountRoles,
  listPermissions,
  roles,
} from '../../../people/index.ts';

const anyRoles = fc.subarray([...roles]);

describe('findRoleConflict', () => {
  test.each([
    [['system_admin', 'security_admin'], 'administrators_not_separate'],
    [['security_admin', 'audit_admin', 'handler'], 'administrators_not_separate'],
    [['audit_admin', 'legal_reviewer'], 'administrator_with_matters'],
    [['system_admin', 'intake_clerk'], 'administrator_with_matters'],
    [['agency_officer', 'analyst'], 'agency_officer_not_alone'],
    [['system_admin', 'knowledge_editor'], undefined],
    [['intake_clerk', 'handler', 'section_head'], undefined],
    [['agency_officer'], undefined],
    [[], undefined],
  ])('judges %j', (held, conflict) => {
    expect(findRoleConflict(held)).toBe(conflict);
  });

  test('leaves no administrator who reads a ticket or is two administrators', () => {
    fc.assert(
      fc.property(anyRoles, (held) => {
        if (findRoleConflict(held) !== undefined) return;
        const administering = administrators.filter((role) => held.includes(role));
        expect(administering.length).toBeLessThan(2);
        const isReader = listPermissions(held).includes('tickets');
        expect(administering.length > 0 && isReader).toBe(false);
      }),
    );
  });
});

describe('findNewRoleConflict', () => {
  test('lets the first account be what it is, and be split', () => {
    expect(findRoleConflict(firstAccountRoles)).toBe('administrator_with_matters');
    expect(findNewRoleConflict(firstAccountRoles, firstAccountRoles)).toBeUndefined();
    expect(findNewRoleConflict(firstAccountRoles, ['system_admin', 'handler'])).toBeUndefined();
    expect(findNewRoleConflict(firstAccountRoles, ['system_admin'])).toBeUndefined();
  });

  test('adds nothing to an account that is too much already, and never puts it together again', () => {
    const more = [...firstAccountRoles, 'audit_admin'];
    expect(findNewRoleConflict(firstAccountRoles, more)).toBe('administrators_not_separate');
    expect(findNewRoleConflict(['system_admin'], ['system_admin', 'handler'])).toBe(
      'administrator_with_matters',
    );
  });

  test('is silent only about what has no conflict or is narrowed', () => {
    fc.assert(
      fc.property(anyRoles, anyRoles, (before, after) => {
        const isQuiet = findNewRoleConflict(before, after) === undefined;
        const isNarrowed = after.every((role) => before.includes(role));
        expect(isQuiet && findRoleConflict(after) !== undefined && !isNarrowed).toBe(false);
      }),
    );
  });
});

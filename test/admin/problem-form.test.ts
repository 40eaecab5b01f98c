import { describe, expect, test } from '@jest/globals';
import { suggestUnits } from '../../admin/console/problem-form.ts';

const units = [
  { value: 'u-team', label: '河口中队' },
  { value: 'u-bureau', label: '综合行政执法局' },
];
const respondent = { actingUnitId: 'u-team', responsibleOrganId: 'u-bureau' };

describe('a new problem begins with', () => {
  test('the respondent that staff named, whatever the reporter said', () => {
    expect(suggestUnits({ respondent, said: '综合行政执法局' }, units)).toEqual({
      actingUnit: 'u-team',
      responsibleOrgan: 'u-bureau',
    });
  });

  test('nobody who is out of use', () => {
    expect(suggestUnits({ respondent, said: undefined }, units.slice(1))).toEqual({
      actingUnit: '',
      responsibleOrgan: 'u-bureau',
    });
  });

  test('the unit that the reporter named, while staff named none', () => {
    expect(suggestUnits({ respondent: undefined, said: '河口中队' }, units)).toEqual({
      actingUnit: 'u-team',
    });
    expect(suggestUnits({ respondent: undefined, said: '那个中队' }, units)).toEqual({
      actingUnit: '',
    });
  });

  test('the reporter’s own words where there is no tree', () => {
    expect(suggestUnits({ respondent: undefined, said: '那个中队' }, undefined)).toEqual({
      actingUnit: '那个中队',
    });
  });
});

/** The columns of the list of units (主体清单). */
export const unitColumns = [
  'name',
  'aliases',
  'kind',
  'level',
  'parent',
  'organ',
  'town',
  'guide',
  'areas',
  'supervises',
  'state',
] as const;
export type UnitColumn = (typeof unitColumns)[number];

/** Which column names the unit behind which field. */
export const linkColumns = {
  parentId: 'parent',
  responsibleOrganId: 'organ',
  townId: 'town',
  guideId: 'guide',
} as const;

import type { Unit } from '../../people/index.ts';
import { defineRoute, type Route } from '../../platform/http/index.ts';
import { expectStaff } from '../caller.ts';
import { createKeepUnits, type UnitFacts } from '../keep-units.ts';
import { canKeepUnits, isOfBureau } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentUnit } from './units.present.ts';
import {
  UnitCreateSchema,
  UnitEditSchema,
  UnitIdSchema,
  UnitListSchema,
  UnitViewSchema,
} from './units.schema.ts';

const path = '/api/admin/units';

/** The organisation tree. */
export function createUnitRoutes(ports: AdminPorts): readonly Route[] {
  const { tree, listAreas } = ports.unitDesk;
  const keep = createKeepUnits(ports);
  const present = (unit: Unit) => presentUnit(unit, tree.all());
  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'Every unit of the tree, those out of use too',
      audience: 'staff',
      policy: isOfBureau,
      response: UnitListSchema,
      handle: async () => tree.all(),
      present: (units) => ({
        items: units.map(present),
        areas: listAreas().map(({ id, name }) => ({ id, name })),
      }),
    }),
    defineRoute({
      method: 'post',
      path,
      summary:
        'Add a unit; one that cannot stand in the tree is refused with the fields that are wrong',
      audience: 'staff',
      policy: canKeepUnits,
      body: UnitCreateSchema,
      response: UnitViewSchema,
      status: 201,
      handle: ({ body, caller }) => keep.add(expectStaff(caller).accountId, toFacts(body)),
      present,
    }),
    defineRoute({
      method: 'put',
      path: `${path}/:id`,
      summary: 'Edit a unit, move it, or put it out of use',
      audience: 'staff',
      policy: canKeepUnits,
      params: UnitIdSchema,
      body: UnitEditSchema,
      response: UnitViewSchema,
      handle: ({ params: { id }, body: { version, ...facts }, caller }) =>
        keep.edit(expectStaff(caller).accountId, id, version, toFacts(facts)),
      present,
    }),
  ];
}

type Given = { readonly [Field in keyof UnitFacts]: UnitFacts[Field] | undefined };

/** A field that was left out is absent, not undefined. */
function toFacts(
  given: Partial<Given> & Pick<UnitFacts, 'name' | 'aliases' | 'kind' | 'level' | 'areas'>,
): UnitFacts {
  const { name, aliases, kind, level, areas } = given;
  const { parentId, responsibleOrganId, townId, guideId, supervises, isRetired } = given;
  return {
    name,
    aliases,
    kind,
    level,
    areas,
    ...(parentId !== undefined && { parentId }),
    ...(responsibleOrganId !== undefined && { responsibleOrganId }),
    ...(townId !== undefined && { townId }),
    ...(guideId !== undefined && { guideId }),
    ...(supervises !== undefined && { supervises }),
    ...(isRetired !== undefined && { isRetired }),
  };
}

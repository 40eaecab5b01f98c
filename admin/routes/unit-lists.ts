import {
  toCertificateNumber,
  type Certificate,
  type Power,
  type Unit,
} from '../../people/index.ts';
import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { toShanghaiDay } from '../../tickets/index.ts';
import { expectStaff } from '../caller.ts';
import { createKeepPower } from '../keep-power.ts';
import { createKeepUnits } from '../keep-units.ts';
import { canKeepUnits, isOfBureau } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentCertificate, presentPower } from './units.present.ts';
import {
  CheckedSchema,
  CheckSchema,
  PowerBodySchema,
  PowerListSchema,
  PowerQuerySchema,
  PowerViewSchema,
  RemitListSchema,
  RemovedSchema,
  RemoveSchema,
  RowListNameSchema,
  UnitIdSchema,
  UnitListsSchema,
} from './units.schema.ts';

const path = '/api/admin/units';
const mostFound = 100;

/** What hangs on the tree: power lists, the supervising bodies' lists, officers' certificates. */
export function createUnitListRoutes(ports: AdminPorts): readonly Route[] {
  const { now, fold } = ports;
  const { tree, powers, remits, certificates } = ports.unitDesk;
  const { record } = createKeepUnits(ports);
  const keepPower = createKeepPower(ports);
  const present = (power: Power) => presentPower(power, tree.find);
  const today = () => toShanghaiDay(now());
  const readers = { audience: 'staff', policy: isOfBureau } as const;
  const keepers = { audience: 'staff', policy: canKeepUnits } as const;

  return [
    defineRoute({
      ...readers,
      method: 'get',
      path: `${path}/powers`,
      summary: 'Lines of all power lists that hold the words, for who may enforce what',
      query: PowerQuerySchema,
      response: PowerListSchema,
      async handle({ query: { query } }) {
        const said = fold(query);
        const all = await powers.list();
        return all.filter(({ matter, article, unitId }) =>
          [matter, article, tree.find(unitId)?.name ?? ''].some((text) =>
            fold(text).includes(said),
          ),
        );
      },
      present: (found) => ({ items: found.slice(0, mostFound).map(present), total: found.length }),
    }),
    defineRoute({
      ...keepers,
      method: 'post',
      path: `${path}/powers`,
      summary: 'Keep one line of a power list: a new one, or in the place of another',
      body: PowerBodySchema,
      response: PowerViewSchema,
      handle: ({ body: { replaces, organId, ...facts }, caller }) =>
        keepPower(
          expectStaff(caller).accountId,
          { ...facts, ...(organId !== undefined && { organId }) },
          replaces,
        ),
      present,
    }),
    defineRoute({
      ...readers,
      method: 'get',
      path: `${path}/remits`,
      summary: 'What each supervising body may coordinate or supervise',
      response: RemitListSchema,
      handle: () => remits.list(),
      present: (items) => ({
        items: items.map(({ id, body, kind, matter, source }) => ({
          id,
          body,
          kind,
          matter,
          source,
        })),
      }),
    }),
    defineRoute({
      ...readers,
      method: 'get',
      path: `${path}/:id/lists`,
      summary: 'The power list and the certificates of one unit',
      params: UnitIdSchema,
      response: UnitListsSchema,
      async handle({ params: { id } }) {
        if (tree.find(id) === undefined) throw new HttpError('not_found');
        const [ownPowers, own] = await Promise.all([
          powers.listOf([id]),
          certificates.listOf([id]),
        ]);
        return { powers: ownPowers, certificates: own };
      },
      present: (own) => ({
        powers: own.powers.map(present),
        certificates: own.certificates.map((one) => presentCertificate(one, today())),
      }),
    }),
    defineRoute({
      ...readers,
      method: 'post',
      path: `${path}/certificates/check`,
      summary: 'Whose certificate a number is, and whether it still counts',
      body: CheckSchema,
      response: CheckedSchema,
      async handle({ body }) {
        const number = toCertificateNumber(body.number);
        return number === undefined ? undefined : certificates.findByNumber(number);
      },
      present: (found) => presentCheck(found, today(), tree.find),
    }),
    defineRoute({
      ...keepers,
      method: 'post',
      path: `${path}/lists/:list/remove`,
      summary: 'Take lines out of a power list, a body’s list or the register',
      params: RowListNameSchema,
      body: RemoveSchema,
      response: RemovedSchema,
      async handle({ params: { list }, body: { ids }, caller }) {
        const { accountId } = expectStaff(caller);
        await record(accountId, `remove_${list}`, String(ids.length));
        await { powers, remits, certificates }[list].remove(ids);
        return ids.length;
      },
      present: (removed) => ({ removed }),
    }),
  ];
}

function presentCheck(
  found: Certificate | undefined,
  today: string,
  find: (id: string) => Unit | undefined,
) {
  if (found === undefined) return { state: 'not_found' as const };
  const { isValid, validUntil } = presentCertificate(found, today);
  const state = isValid ? ('valid' as const) : ('expired' as const);
  return { state, validUntil, unitName: find(found.unitId)?.name };
}

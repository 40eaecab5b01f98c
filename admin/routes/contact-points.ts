import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { isOfSupervisedUnit } from '../access/bounds.ts';
import { expectStaff } from '../caller.ts';
import { createKeepPoints } from '../keep-points.ts';
import { canKeepPoints, canReadPoints } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentPoint } from './contact-points.present.ts';
import {
  OpenedWaysSchema,
  PointCreateSchema,
  PointEditSchema,
  PointIdSchema,
  PointListSchema,
  PointStateSchema,
  PointViewSchema,
} from './contact-points.schema.ts';

const path = '/api/admin/contact-points';
const shownMonths = 12;

/** Contact points: who they are, their codes, and what came of them. */
export function createContactPointRoutes(ports: AdminPorts): readonly Route[] {
  const { points, units, now } = ports;
  const keep = createKeepPoints(ports);
  const present = (point: Parameters<typeof presentPoint>[0]) => presentPoint(point, points);
  const keeper = { audience: 'staff', policy: canKeepPoints } as const;
  return [
    defineRoute({
      method: 'get',
      path,
      summary:
        'Contact points and what happened at them, by month; no figures for who belongs to a unit',
      audience: 'staff',
      policy: canReadPoints,
      response: PointListSchema,
      async handle({ caller }) {
        const isForAll = !isOfSupervisedUnit(expectStaff(caller), units.all());
        const months = listMonths(now());
        const [items, counts] = await Promise.all([
          points.store.list(),
          isForAll ? points.count(months[0] ?? '') : [],
        ]);
        return { items, months, counts };
      },
      present: ({ items, months, counts }) => ({ items: items.map(present), months, counts }),
    }),
    defineRoute({
      ...keeper,
      method: 'post',
      path,
      summary: 'Add a contact point; one of this name in this township is refused',
      body: PointCreateSchema,
      response: PointViewSchema,
      status: 201,
      handle: ({ body, caller }) => keep.add(expectStaff(caller).accountId, body),
      present,
    }),
    defineRoute({
      ...keeper,
      method: 'put',
      path: `${path}/:id`,
      summary: 'Edit a contact point; its code stays',
      params: PointIdSchema,
      body: PointEditSchema,
      response: PointViewSchema,
      handle: ({ params: { id }, body: { version, ...facts }, caller }) =>
        keep.edit(expectStaff(caller).accountId, id, version, facts),
      present,
    }),
    defineRoute({
      ...keeper,
      method: 'post',
      path: `${path}/:id/state`,
      summary: 'Close a contact point, or open it again',
      params: PointIdSchema,
      body: PointStateSchema,
      response: PointViewSchema,
      handle: ({ params: { id }, body: { version, state }, caller }) =>
        keep.setState(expectStaff(caller).accountId, id, version, state),
      present,
    }),
    defineRoute({
      ...keeper,
      method: 'post',
      path: `${path}/:id/ways`,
      summary: 'Ask the platforms for the codes that the point has not got yet',
      params: PointIdSchema,
      response: OpenedWaysSchema,
      async handle({ params: { id }, caller }) {
        if ((await points.store.find(id)) === undefined) throw new HttpError('not_found');
        await keep.record(expectStaff(caller).accountId, 'open_ways', id);
        return points.openWays(id);
      },
      present: ({ point, refused }) => ({ point: present(point), refused }),
    }),
  ];
}

/** In Shanghai, oldest first, YYYY-MM. */
function listMonths(now: Date): readonly string[] {
  const shanghai = new Date(now.getTime() + 8 * 3600_000);
  return Array.from({ length: shownMonths }, (_, index) => {
    const first = new Date(
      Date.UTC(shanghai.getUTCFullYear(), shanghai.getUTCMonth() + 1 - shownMonths + index, 1),
    );
    return first.toISOString().slice(0, 7);
  });
}

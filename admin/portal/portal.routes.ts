import { defineRoute, HttpError, type Caller, type Route } from '../../platform/http/index.ts';
import type { ReplyFile, UnitFile } from '../../tickets/index.ts';
import { expectStaff } from '../caller.ts';
import { isOfficerOfUnit } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentServed, presentServedRow } from './portal.present.ts';
import {
  NewReplySchema,
  ServedIdSchema,
  ServedListSchema,
  ServedQuerySchema,
  ServedViewSchema,
} from './portal.schema.ts';

const path = '/api/unit/documents';

/** The officer and the unit that they answer for. The policy lets nobody through who has none. */
export function expectOfficer(caller: Caller) {
  const { accountId, name, unitId } = expectStaff(caller);
  if (unitId === undefined) throw new Error('a route of units was reached without a unit');
  return { unitId, by: { accountId, name } };
}

/** What a unit sees and says. The unit is the account's own: no request names one. */
export function createUnitPortalRoutes(ports: AdminPorts): readonly Route[] {
  const { unitPortal, audit, now } = ports;
  const toContext = (file: UnitFile) => ({
    kindName: unitPortal.toKindName(file.document),
    light: unitPortal.toLight(file),
    asOf: now(),
  });

  async function listFiles(
    documentId: string,
    unitId: string,
    ids: readonly string[] = [],
  ): Promise<readonly ReplyFile[]> {
    const found = await Promise.all(ids.map((id) => unitPortal.files.find(id)));
    return found.map((file) => {
      if (file?.documentId !== documentId || file.unitId !== unitId) {
        throw new HttpError('request_invalid', {
          fields: [{ path: 'body.fileIds', rule: 'unknown' }],
        });
      }
      const { id, name, mimeType, sizeBytes, sha256 } = file;
      return { id, name, mimeType, sizeBytes, sha256 };
    });
  }

  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'Documents that were served on the officer’s unit',
      audience: 'agency',
      policy: isOfficerOfUnit,
      query: ServedQuerySchema,
      response: ServedListSchema,
      async handle({ caller, query }) {
        const { unitId } = expectOfficer(caller);
        const found = await unitPortal.listServed(unitId, query);
        return { ...found, unit: unitPortal.findUnitName(unitId) ?? '' };
      },
      present: ({ unit, items, total }) => ({
        unit,
        items: items.map((file) => presentServedRow(file, toContext(file))),
        total,
      }),
    }),
    defineRoute({
      method: 'get',
      path: `${path}/:id`,
      summary: 'One served document with the unit’s own replies',
      audience: 'agency',
      policy: isOfficerOfUnit,
      params: ServedIdSchema,
      response: ServedViewSchema,
      handle: ({ params, caller }) => unitPortal.openFile(params.id, expectOfficer(caller).unitId),
      present: (file) => presentServed(file, toContext(file)),
    }),
    defineRoute({
      method: 'post',
      path: `${path}/:id/replies`,
      summary: 'Acknowledge, give an account, object, ask for review, report, answer a proposal',
      audience: 'agency',
      policy: isOfficerOfUnit,
      params: ServedIdSchema,
      body: NewReplySchema,
      response: ServedViewSchema,
      async handle({ params: { id }, body, caller }) {
        const { unitId, by } = expectOfficer(caller);
        const { fileIds, key, kind, text, isAdopted, reachedOn } = body;
        const files = await listFiles(id, unitId, fileIds);
        await audit.record({
          at: now(),
          accountId: by.accountId,
          action: `unit.${kind}`,
          object: id,
        });
        await unitPortal.giveReply(id, unitId, {
          key,
          kind,
          files,
          by,
          ...(text !== undefined && { text }),
          ...(isAdopted !== undefined && { isAdopted }),
          ...(reachedOn !== undefined && { reachedOn }),
        });
        return unitPortal.openFile(id, unitId);
      },
      present: (file) => presentServed(file, toContext(file)),
    }),
  ];
}

import * as mongo from '../../platform/mongo/index.ts';
import { createDryRun, findProcedure } from '../../tickets/index.ts';
import type { House } from './house.ts';

/** Rules tried on what is stored, before they are published. */
export function openDryRun({ database, profiles, calendar, now }: House) {
  return createDryRun({
    scan: mongo.createTicketScan(database),
    procedureOf: (ticket) => findProcedure(profiles.procedures, ticket),
    rulesOf: profiles.findFor,
    calendar,
    now,
  });
}

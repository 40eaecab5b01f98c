import { createFindCompetent } from '../../knowledge/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import { createAskReferrals } from '../referral.ts';
import type { Bell } from '../stores.ts';
import type { House } from './house.ts';

/** Who is competent where the bureau is not, and what was handed over to them. */
export function openCompetence({ database, tables, outbox, now }: House, bell: Bell) {
  const referrals = mongo.createReferralStore(database);
  return {
    findCompetent: createFindCompetent(tables),
    referrals,
    askReferrals: createAskReferrals({ referrals, outbox, bell, now }),
  };
}

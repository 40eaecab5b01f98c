import process from 'node:process';
import { openHouse } from '../bot/service/house.ts';
import { createClock } from '../platform/clock.ts';
import { parseConfig } from '../platform/config.ts';
import { createLog } from '../platform/log.ts';
import { createEscrowPieces, verifyAudit, type AuditFault } from '../platform/mongo/index.ts';

const meanings: Readonly<Record<AuditFault, string>> = {
  missing: 'is not there',
  changed: 'was changed',
  unlinked: 'does not follow the one before it',
  head_forged: 'does not agree with the anchor of the chain, which was removed or forged',
};

/** `npm run audit:verify`: reads the audit chain from the first entry to the last; exit code 1 when it is broken. */
const house = await openHouse(parseConfig(process.env), createLog('error'), createClock(0));
const { database, secrets } = house;
const kept = createEscrowPieces(database, secrets);
const finding = await verifyAudit(database, secrets.digests, kept);
await house.close();
if (finding.kind === 'intact') {
  console.log(`the audit chain is intact: ${finding.count} entries`);
} else {
  console.error(`the audit chain is broken: entry ${finding.seq} ${meanings[finding.fault]}`);
  process.exitCode = 1;
}

import process from 'node:process';
import { openHouse } from '../bot/service/house.ts';
import { createClock } from '../platform/clock.ts';
import { parseConfig } from '../platform/config.ts';
import { createPaperStore } from '../platform/files/index.ts';
import { createLog } from '../platform/log.ts';
import {
  createEscrowPieces,
  verifyDocuments,
  type DocumentFault,
} from '../platform/mongo/index.ts';

const meanings: Readonly<Record<DocumentFault, string>> = {
  changed: 'was changed past its steps',
  content_changed: 'does not read as it was signed',
  paper_missing: 'has lost a paper',
  paper_changed: 'has a paper whose bytes were changed',
  successor_unknown: 'names a successor that does not name it',
  number_missing: 'is a number that no document has',
  number_twice: 'is a number that more than one document has',
};

/** `npm run documents:verify`: reads every official document, its papers and numbers; exit code 1 when one is not as it was. */
const house = await openHouse(parseConfig(process.env), createLog('error'), createClock(0));
const { database, secrets, config } = house;
const files = createPaperStore(database.connection, secrets, config.mediaMaxBytes);
const kept = createEscrowPieces(database, secrets);
const { count, findings } = await verifyDocuments(database, secrets.digests, files, kept);
await house.close();
for (const { name, fault } of findings) console.error(`${name} ${meanings[fault]}`);
if (findings.length === 0) console.log(`${count} documents are as they were signed and issued`);
else process.exitCode = 1;

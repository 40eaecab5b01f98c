import { join } from 'node:path';
import process from 'node:process';
import { openHouse } from '../bot/service/house.ts';
import { createClock } from '../platform/clock.ts';
import { parseConfig } from '../platform/config.ts';
import { rewrapHidden, rewrapOriginals } from '../platform/files/index.ts';
import { createLog } from '../platform/log.ts';
import { rotateKeys } from '../platform/mongo/index.ts';
import { loadKeyFile, newMasterKey, saveKeyFile } from '../platform/seal/index.ts';

/**
 * `npm run keys:rotate`, with the service stopped: puts a new master key in front of the key file, moves all data
 * to it, and takes the previous ones out when nothing needs them. After a crash it goes on where it was.
 */
async function rotate(): Promise<void> {
  const config = parseConfig(process.env);
  if (config.secretKey !== undefined) {
    throw new Error(
      'SECRET_KEY names one key only; put it into a file and name that by SECRET_KEY_FILE',
    );
  }
  const path = config.secretKeyFile ?? join(config.dataDir, 'secret.key');
  const known = await loadKeyFile(path);
  const isUnderWay = known.length > 1;
  const keys = isUnderWay ? known : [newMasterKey(), ...known];
  if (!isUnderWay) await saveKeyFile(path, keys);

  const house = await openHouse(config, createLog('error'), createClock(0));
  const { database, secrets } = house;
  const { moved, left } = await rotateKeys(database, secrets, new Date());
  const files =
    (await rewrapOriginals(database.connection, secrets)) +
    (await rewrapHidden(database.connection, secrets));
  await house.close();

  console.log(`${moved} documents and ${files} files are under the new key`);
  if (left.receiptHashes + left.invitations + left.certificates === 0) {
    await saveKeyFile(path, keys.slice(0, 1));
    console.log('the previous key is no longer needed and was taken out of the key file');
    return;
  }
  console.log(
    `the previous key stays in the key file: ${left.receiptHashes} receipt codes and ` +
      `${left.invitations} open invitations can be checked by it only, and ${left.certificates} officers' ` +
      'certificates; bring their list in again, and run again when the rest is over',
  );
}

await rotate();

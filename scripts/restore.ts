import { restoreFolder } from '../platform/embedded-mongo/index.ts';

/** `npx tsx scripts/restore.ts BACKUP`: puts a backup in the place of DATA_DIR's database, running or not. */
const [backup] = process.argv.slice(2);
if (backup === undefined) throw new Error('say which backup: npx tsx scripts/restore.ts BACKUP');
await restoreFolder(backup, process.env['DATA_DIR'] ?? './data');
console.log(`restored from ${backup}; the data before it is kept as data.mdb.old; restart Duxin`);

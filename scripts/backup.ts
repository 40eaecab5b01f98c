import { backupFolder } from '../platform/embedded-mongo/index.ts';

/** `npx tsx scripts/backup.ts TARGET`: copies DATA_DIR's database into TARGET while it runs. */
const [target] = process.argv.slice(2);
if (target === undefined)
  throw new Error('say where the backup goes: npx tsx scripts/backup.ts TARGET');
await backupFolder(process.env['DATA_DIR'] ?? './data', target);
console.log(`backed up to ${target}; keep SECRET_KEY somewhere else`);

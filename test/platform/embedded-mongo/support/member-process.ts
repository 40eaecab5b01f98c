import { startEmbeddedMongo } from '../../../../platform/embedded-mongo/index.ts';

/** A process of its own that serves a folder or stands by: `member-process.ts FOLDER`. */
const [dataDir = ''] = process.argv.slice(2);
const member = await startEmbeddedMongo({ dataDir });
process.send?.({ uri: member.uri });
process.once('SIGTERM', () => {
  void member.stop().then(() => process.exit(0));
});

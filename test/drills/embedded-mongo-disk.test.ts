import { expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startMember } from '../platform/embedded-mongo/support/start-member.ts';
import { makeFolder, MongoClient } from '../platform/embedded-mongo/support/start-server.ts';

interface Row {
  readonly _id: number;
  readonly pad: string;
}

it('on a full disk refuses writes with code 14031, keeps what it acknowledged and goes on reading', async () => {
  const folder = makeFolder();
  const small = await startMember(folder.path, 'ulimit -f 4096; exec');
  const client = await new MongoClient(small.uri).connect();
  const rows = client.db().collection<Row>('rows');
  await rows.createIndex({ pad: 1 });
  const acknowledged: number[] = [];
  const refusals: unknown[] = [];
  for (let _id = 0; refusals.length === 0 && _id < 50_000; _id++) {
    const pad = `${_id} `.repeat(100);
    await rows.insertOne({ _id, pad }).then(
      () => acknowledged.push(_id),
      (error: { code?: number }) => refusals.push(error.code),
    );
  }
  expect(refusals).toEqual([14_031]);
  expect(await rows.countDocuments({ _id: { $gte: 0 } })).toBe(acknowledged.length);
  await client.close();
  await small.end('SIGKILL');

  const large = await startMember(folder.path);
  const after = await new MongoClient(large.uri).connect();
  const kept = after.db().collection<Row>('rows');
  const ids = (await kept.find({}, { hint: 'pad_1' }).toArray()).map(({ _id }) => _id);
  expect(ids.toSorted((a, b) => a - b)).toEqual(acknowledged);
  await kept.insertOne({ _id: -1, pad: 'there is room again' });
  await after.close();
  await large.end('SIGTERM');
  folder.remove();
}, 120_000);

it('flushes to the disk between each write and its acknowledgement', async () => {
  if (!hasStrace()) {
    console.warn('SKIPPED: strace is not installed, so no fdatasync could be watched');
    return;
  }
  const folder = makeFolder();
  const log = join(folder.path, 'strace.log');
  const trace = `exec strace -D -f -s 400 -e trace=fdatasync,write,writev,sendmsg -o ${log}`;
  const traced = await startMember(folder.path, trace);
  const client = await new MongoClient(traced.uri).connect();
  const rows = client.db().collection<Row>('traced');
  for (let _id = 0; _id < 100; _id++) await rows.insertOne({ _id, pad: 'x' });
  await client.close();
  await traced.end('SIGTERM');
  // With -D strace is the grandchild, and its log ends a little after the process did.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const { replies, unflushed } = readTrace(readFileSync(log, 'latin1'));
  folder.remove();
  expect(replies).toBe(100);
  expect(unflushed).toBe(0);
}, 120_000);

function hasStrace(): boolean {
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Counts the replies `{n: 1, …}` and those that no finished fdatasync came before. */
function readTrace(log: string): { replies: number; unflushed: number } {
  let isFlushed = false;
  let replies = 0;
  let unflushed = 0;
  for (const line of log.split('\n')) {
    if (/fdatasync(\(| resumed).*= 0/.test(line)) isFlushed = true;
    if (!/ (write|writev|sendmsg)\(.*\\20n\\0\\1\\0\\0\\0/.test(line)) continue;
    replies++;
    if (!isFlushed) unflushed++;
    isFlushed = false;
  }
  return { replies, unflushed };
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import mongoose from 'mongoose';
import { startServer } from './support/start-server.ts';

const { BSON } = mongoose.mongo;
let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const HEADER_BYTES = 16;

function toFrame(body: Buffer, { opcode = 2013, flags = 0 } = {}): Buffer {
  const head = Buffer.alloc(HEADER_BYTES + 5);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(opcode, 12);
  head.writeUInt32LE(flags, HEADER_BYTES);
  return Buffer.concat([head, body]);
}

function toBody(document: object): Buffer {
  return Buffer.from(BSON.serialize(document));
}

/** Sends bytes and waits until the server closes the connection or answers. */
function send(bytes: Buffer): Promise<'closed' | 'answered'> {
  return new Promise((resolve) => {
    const path = decodeURIComponent(server.uri.split('/')[2] ?? '');
    const socket = connect(path);
    socket.on('error', () => resolve('closed'));
    socket.on('close', () => resolve('closed'));
    socket.on('data', () => {
      resolve('answered');
      socket.destroy();
    });
    socket.write(bytes);
  });
}

function nest(depth: number): Buffer {
  let inner = Buffer.from(BSON.serialize({}));
  for (let i = 0; i < depth; i++) {
    const outer = Buffer.alloc(inner.length + 8);
    outer.writeInt32LE(outer.length, 0);
    outer[4] = 3;
    outer[5] = 0x61;
    inner.copy(outer, 7);
    inner = outer;
  }
  return inner;
}

function toInsert(document: Buffer): Buffer {
  const body = toBody({ insert: 'hostile', $db: 'duxin' });
  const name = Buffer.from('documents\0');
  const section = Buffer.alloc(5);
  section[0] = 1;
  section.writeInt32LE(4 + name.length + document.length, 1);
  return toFrame(Buffer.concat([body, section, name, document]));
}

const badText = toBody({ _id: 1, text: 'abcd' });
badText[badText.indexOf('abcd')] = 0xff;
const cutOff = toBody({ _id: 1, text: 'abcd' });
cutOff.writeInt32LE(1000, cutOff.indexOf('text') + 5);
const hugeLength = Buffer.alloc(32);
hugeLength.writeInt32LE(0x7fffffff, 0);
const ping = toBody({ ping: 1, $db: 'admin' });

describe('hostile frames', () => {
  it.each([
    ['a length below a header', Buffer.alloc(32)],
    ['a length beyond the limit', hugeLength],
    ['an unknown opcode', toFrame(ping, { opcode: 2012 })],
    ['unknown required flags', toFrame(ping, { flags: 4 })],
    ['a body that claims more than it has', toFrame(Buffer.from([100, 0, 0, 0, 0]))],
    ['a body nested 201 deep', toFrame(nest(201))],
    ['a document nested 10,000 deep', toInsert(nest(10_000))],
    ['a document with bad UTF-8', toInsert(badText)],
    ['a document with a string that is cut off', toInsert(cutOff)],
    ['text of another protocol', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
  ])('%s closes that connection and nothing else', async (_, bytes) => {
    expect(await send(bytes)).toBe('closed');
    await expect(server.db.command({ ping: 1 })).resolves.toMatchObject({ ok: 1 });
  });

  it('a good frame in single bytes is answered', async () => {
    expect(await send(toFrame(ping))).toBe('answered');
  });

  it('nothing hostile was stored', async () => {
    expect(await server.db.collection('hostile').countDocuments()).toBe(0);
  });
});

describe('handshake', () => {
  it('is a standalone that drivers poll, with sessions', async () => {
    const hello = await server.db.admin().command({ hello: 1 });
    expect(hello).toMatchObject({
      isWritablePrimary: true,
      logicalSessionTimeoutMinutes: 30,
      ok: 1,
    });
    expect(hello).not.toHaveProperty('topologyVersion');
    expect(hello).not.toHaveProperty('setName');
    const { embedded } = await server.db.admin().command({ buildInfo: 1 });
    expect(embedded).toEqual(hello['embedded']);
  });
});

import { connect } from 'node:net';
import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import { isDocument } from '../query/index.ts';
import type { Address } from './folder.ts';

const TIMEOUT_MS = 2000;
const HEAD_BYTES = 21;

/** Asks the server at an address which folder it serves; undefined when none answers. */
export function askFolderId(address: Address): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address);
    let received = Buffer.alloc(0);
    const finish = (folderId?: string): void => {
      socket.destroy();
      resolve(folderId);
    };
    socket.setTimeout(TIMEOUT_MS, () => finish());
    socket.once('error', () => finish());
    socket.once('close', () => finish());
    socket.once('connect', () => socket.write(toFrame()));
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4 || received.length < received.readInt32LE(0)) return;
      const { embedded } = decodeDocument(received, HEAD_BYTES);
      finish(isDocument(embedded) ? String(embedded['folderId']) : undefined);
    });
  });
}

function toFrame(): Buffer {
  const body = encodeDocument({ hello: 1, $db: 'admin' });
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeInt32LE(HEAD_BYTES + body.length, 0);
  head.writeInt32LE(2013, 12);
  return Buffer.concat([head, body]);
}

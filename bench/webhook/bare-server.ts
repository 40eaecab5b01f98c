import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { createCallbackCrypto } from '../../webhooks/wx-crypto/index.ts';
import { testAccount } from '../../test/support/build-callback.ts';

/** The least that a callback costs: bare node:http, the same crypto, no framework and no storage. */
const crypto = createCallbackCrypto({
  token: testAccount.token,
  receiveId: testAccount.id,
  aesKeys: [testAccount.aesKey],
  now: () => new Date(),
  randomBytes,
});

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { searchParams } = new URL(request.url ?? '/', 'http://bare.test');
    const read = (name: string): string => searchParams.get(name) ?? '';
    const query = { timestamp: read('timestamp'), nonce: read('nonce') };
    try {
      crypto.verifyQuery(query, read('signature'));
      crypto.openMessage(query, read('msg_signature'), Buffer.concat(chunks));
      response.end('success');
    } catch {
      response.writeHead(403).end();
    }
  });
}).listen(Number(process.env['PORT']), '127.0.0.1', () => process.stdout.write('listening\n'));

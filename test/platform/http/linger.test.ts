import { createServer } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, it } from '@jest/globals';
import { lingerAfter } from '../../../platform/http/linger.ts';

it('closes on a sender who never ends', async () => {
  const server = createServer((request, response) => {
    lingerAfter(request, response, 50);
    response.writeHead(413).end('no');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? Number(address?.port) : 0;
  const socket = connect(port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\nabc');
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toContain('HTTP/1.1 413');
  await once(socket, 'close');
  expect(socket.destroyed).toBe(true);
  server.close();
});

import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';

export const eSealToken = 'fake-seal-token';

/** A seal platform that puts a seal on what it gets, as a last line of the PDF; `answerWith` makes it say no. */
export async function startFakeESeal() {
  let status = 200;
  const asked: { readonly key: string; readonly organ: string; readonly number: string }[] = [];
  const server = createServer((request, response) => {
    const read = (name: string) => decodeURIComponent(String(request.headers[name] ?? ''));
    const isOurs = request.headers.authorization === `Bearer ${eSealToken}`;
    void buffer(request).then((paper) => {
      asked.push({
        key: read('idempotency-key'),
        organ: read('x-organ'),
        number: read('x-document-number'),
      });
      response.writeHead(isOurs ? status : 401, { 'content-type': 'application/pdf' });
      response.end(Buffer.concat([paper, Buffer.from('\n% sealed\n')]));
      return undefined;
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}/seal`;
  return {
    url,
    env: { E_SEAL_URL: url, E_SEAL_TOKEN: eSealToken },
    asked,
    answerWith(next: number) {
      status = next;
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type FakeESeal = Awaited<ReturnType<typeof startFakeESeal>>;

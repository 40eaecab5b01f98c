import { createServer } from 'node:http';
import type { HttpApp } from './app.ts';

export type Listening = {
  readonly port: number;
  /** Takes no new request, lets running ones end for `graceMs`, then cuts the rest (open streams). */
  readonly stop: (graceMs: number) => Promise<void>;
};

/** Listens; port 0 takes a free one. Rejects when the port is taken. */
export async function listen(
  app: HttpApp,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  // Koa rejects nothing: every error ends in its response or on the app's `error` event.
  const handle = app.callback();
  const server = createServer((request, response) => void handle(request, response));
  server.headersTimeout = 10_000;
  // Above the usual 60 s of proxies in front, so that they close idle connections first.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: (graceMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

import { type HttpApp, listen } from '../../platform/http/index.ts';

/** Serves an app on a free loopback port for the time of a test. */
export async function listenApp(app: HttpApp) {
  const { port, stop } = await listen(app, { host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    stop: () => stop(0),
    fetch: (path: string, init?: RequestInit) => fetch(`${url}${path}`, init),
  };
}

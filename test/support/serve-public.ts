import { createApp, listen } from '../../platform/http/index.ts';
import { createPublicPages, type PublicOptions } from '../../public/index.ts';
import { buildPublicBackstage, type PublicBackstage } from './build-public-ports.ts';

/** What the edge logged, for a look whether anything private is among it. */
export type ServedPublic = {
  readonly url: string;
  readonly backstage: PublicBackstage;
  readonly logged: readonly string[];
  readonly stop: () => Promise<void>;
};

/** /progress and /verify alone on a loopback port. */
export async function servePublic(options: Partial<PublicOptions> = {}): Promise<ServedPublic> {
  const backstage = await buildPublicBackstage();
  const logged: string[] = [];
  const log = (fields: Readonly<Record<string, unknown>>, message: string): void => {
    logged.push(JSON.stringify({ ...fields, message }));
  };
  const pages = createPublicPages(backstage.ports, { pageFolder: 'dist/public/page', ...options });
  const app = createApp({ log: { info: log, warn: log, error: log } });
  pages.mount(app);
  const server = await listen(app, { host: '127.0.0.1', port: 0 });
  return {
    url: `http://127.0.0.1:${server.port}`,
    backstage,
    logged,
    stop: () => server.stop(0),
  };
}

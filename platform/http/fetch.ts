/** The fetch of this process's outgoing calls. */
export type Fetch = typeof globalThis.fetch;

/** Calls go through the proxy when there is one. */
export async function createFetch(proxyUrl: string | undefined): Promise<Fetch> {
  if (proxyUrl === undefined) return fetch;
  // Loaded on first use: only a machine behind a proxy needs it.
  const { EnvHttpProxyAgent, setGlobalDispatcher } = await import('undici');
  setGlobalDispatcher(new EnvHttpProxyAgent({ httpsProxy: proxyUrl, httpProxy: proxyUrl }));
  return fetch;
}

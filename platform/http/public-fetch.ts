import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns';
import { createFetch } from './fetch.ts';
import { isPublicAddress } from './public-address.ts';

/** What is read of an answer. */
type Download = {
  readonly status: number;
  readonly headers: { readonly get: (name: string) => string | null };
  readonly body: (AsyncIterable<Uint8Array> & { readonly cancel: () => Promise<void> }) | null;
};
type PublicFetch = (
  url: string,
  init: Pick<RequestInit, 'signal' | 'redirect'>,
) => Promise<Download>;
type Answer = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;
type Resolve = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  answer: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void;

/** A resolver for sockets that gives the addresses of the public internet alone: one that isn't refuses them all. */
export function createPublicLookup(ask: Resolve = resolve) {
  return function lookupPublic(hostname: string, options: LookupOptions, answer: Answer): void {
    ask(hostname, { ...options, all: true }, (error, found) => {
      const [first] = found ?? [];
      if (error !== null || first === undefined) return answer(error ?? refuse(), '');
      if (!found.every(({ address }) => isPublicAddress(address))) return answer(refuse(), '');
      if (options.all === true) answer(null, found);
      else answer(null, first.address, first.family);
    });
  };
}

function refuse(): NodeJS.ErrnoException {
  return Object.assign(new Error('no public address'), { code: 'ENOTPUBLIC' });
}

/**
 * Fetches from the public internet alone: the address is judged in the moment of connecting, so that a name cannot
 * point elsewhere a second later. Behind a proxy it is the proxy that connects, by its own rules.
 */
export async function createPublicFetch(proxyUrl: string | undefined): Promise<PublicFetch> {
  if (proxyUrl !== undefined) return createFetch(proxyUrl);
  // The process's own fetch takes no agent of this library: its versions differ.
  const { Agent, fetch } = await import('undici');
  const dispatcher = new Agent({ connect: { lookup: createPublicLookup() } });
  return (url, { signal, redirect }) =>
    fetch(url, { dispatcher, ...(signal && { signal }), ...(redirect && { redirect }) });
}

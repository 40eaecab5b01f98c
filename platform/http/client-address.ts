import { BlockList, isIP } from 'node:net';

/**
 * Finds who really called. `X-Forwarded-For` counts only as far as trusted proxies (addresses or CIDR
 * ranges) vouch for it, read from the right; anybody else may write what they like in it.
 */
export function createFindClientAddress(trustedProxies: readonly string[]) {
  const trusted = toBlockList(trustedProxies);
  return function findClientAddress(
    socketAddress: string | undefined,
    forwardedFor: string | undefined,
  ): string {
    let address = normaliseAddress(socketAddress ?? '');
    if (trustedProxies.length === 0 || forwardedFor === undefined) return address;
    const hops = forwardedFor.split(',').map((hop) => normaliseAddress(hop.trim()));
    while (isTrusted(trusted, address)) {
      const previous = hops.pop();
      if (previous === undefined || isIP(previous) === 0) return address;
      address = previous;
    }
    return address;
  };
}

/**
 * What a rate limit counts by: an IPv4 address, or the /64 of an IPv6 one, for whoever has one address there has
 * them all.
 */
export function toLimitKey(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? [];
  const [left, right] = [head, tail].map((part) => part.split(':').filter((group) => group !== ''));
  const given = (left?.length ?? 0) + (right?.length ?? 0);
  const groups = [
    ...(left ?? []),
    ...Array<string>(Math.max(0, 8 - given)).fill('0'),
    ...(right ?? []),
  ];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

function toBlockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const version = isIP(address);
    if (version === 0) throw new Error(`"${range}" is no address or CIDR range of a proxy`);
    const family = version === 4 ? 'ipv4' : 'ipv6';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

function isTrusted(list: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/** A dual-stack socket shows IPv4 peers as ::ffff:1.2.3.4. */
function normaliseAddress(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
}

import { BlockList, isIP } from 'node:net';

/** Ranges of IPv4 that are not the public internet. https://www.iana.org/assignments/iana-ipv4-special-registry */
const notPublicV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** Within 2000::/3: protocol assignments with Teredo, documentation, 6to4. https://www.iana.org/assignments/iana-ipv6-special-registry */
const notPublicV6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const refused = new BlockList();
for (const [net, prefix] of notPublicV4) refused.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of notPublicV6) refused.addSubnet(net, prefix, 'ipv6');

/** Everything else in IPv6 is local, multicast, or another address in disguise (v4-mapped, NAT64). */
const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');

/** True for an address of the public internet; false for whatever lies within a house or a cloud, and for no address. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !refused.check(address, 'ipv4');
  if (family !== 6 || address.includes('%')) return false;
  return globalV6.check(address, 'ipv6') && !refused.check(address, 'ipv6');
}

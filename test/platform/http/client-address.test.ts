import { describe, expect, it } from '@jest/globals';
import { createFindClientAddress, toLimitKey } from '../../../platform/http/client-address.ts';

describe('the client address', () => {
  const find = createFindClientAddress(['10.0.0.0/8', '127.0.0.1', 'fd00::/8']);

  it('is the socket address when no proxy is in front', () => {
    expect(find('203.0.113.5', undefined)).toBe('203.0.113.5');
  });

  it('is what the nearest trusted proxy saw', () => {
    expect(find('10.1.2.3', '198.51.100.7')).toBe('198.51.100.7');
  });

  it('skips further trusted proxies and stops at the first stranger', () => {
    expect(find('127.0.0.1', '1.1.1.1, 198.51.100.7, 10.9.9.9')).toBe('198.51.100.7');
  });

  it('ignores the header of a stranger', () => {
    expect(find('203.0.113.5', '198.51.100.7')).toBe('203.0.113.5');
  });

  it('stays with the proxy when the header is not an address', () => {
    expect(find('10.1.2.3', '<script>')).toBe('10.1.2.3');
  });

  it('reads IPv4 peers of a dual-stack socket, and IPv6 ranges', () => {
    expect(find('::ffff:10.1.2.3', '198.51.100.7')).toBe('198.51.100.7');
    expect(find('fd12::1', '2001:db8::1')).toBe('2001:db8::1');
  });

  it('refuses to start with something that is no address', () => {
    expect(() => createFindClientAddress(['proxy.example'])).toThrow('proxy.example');
  });
});

describe('what rate limits count by', () => {
  it('is the address of an IPv4 client', () => {
    expect(toLimitKey('203.0.113.5')).toBe('203.0.113.5');
  });

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::ffff', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002:a::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('is the network of an IPv6 client: %s', (address, network) => {
    expect(toLimitKey(address)).toBe(network);
  });
});

import { describe, expect, it } from '@jest/globals';
import { createFindClientAddress } from '../../../platform/http/client-address.ts';

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

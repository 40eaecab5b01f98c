import { lookup, type LookupAddress } from 'node:dns';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isPublicAddress } from '../../../platform/http/public-address.ts';
import { createPublicLookup } from '../../../platform/http/public-fetch.ts';

const byte = fc.integer({ min: 0, max: 255 });
const group = fc.integer({ min: 0, max: 0xff_ff });
const toV4 = (parts: readonly number[]): string => parts.join('.');
const toV6 = (groups: readonly number[]): string => groups.map((one) => one.toString(16)).join(':');

/** An address of a range that lies within a house or a cloud. */
const withinV4 = fc.oneof(
  ...[
    [10],
    [127],
    [0],
    [169, 254],
    [192, 168],
    [100, 64],
    [100, 127],
    [172, 16],
    [172, 31],
    [198, 19],
  ].map((start) =>
    fc
      .array(byte, { minLength: 4 - start.length, maxLength: 4 - start.length })
      .map((rest) => toV4([...start, ...rest])),
  ),
  fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte).map(toV4),
);

describe('an address', () => {
  test('within a house or a cloud is not public, written as IPv4 or hidden in IPv6', () => {
    fc.assert(
      fc.property(withinV4, (address) => {
        const forms = [address, `::ffff:${address}`, `64:ff9b::${address}`, `::${address}`];
        expect(forms.filter(isPublicAddress)).toEqual([]);
      }),
    );
  });

  test('of IPv6 is public under 2000::/3 alone, and not as 6to4, Teredo or documentation', () => {
    const any = fc.array(group, { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(any, ([first = 0, ...rest]) => {
        const isGlobal = first >= 0x20_00 && first <= 0x3f_ff;
        expect(!isGlobal && isPublicAddress(toV6([first, ...rest]))).toBe(false);
        expect(isPublicAddress(toV6([0x20_02, ...rest]))).toBe(false);
        expect(isPublicAddress(toV6([0x20_01, 0, ...rest.slice(1)]))).toBe(false);
        expect(isPublicAddress(toV6([0x20_01, 0x0d_b8, ...rest.slice(1)]))).toBe(false);
      }),
    );
  });

  test.each([
    ['8.8.8.8', true],
    ['101.226.1.1', true],
    ['172.15.0.1', true],
    ['100.128.0.1', true],
    ['2408:8000::1', true],
    ['::1', false],
    ['fe80::1%eth0', false],
    ['fd00::1', false],
    ['localhost', false],
    ['', false],
  ])('%s is public: %s', (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic);
  });
});

function ask(found: readonly string[], all: boolean) {
  const addresses: LookupAddress[] = found.map((address) => ({
    address,
    family: address.includes(':') ? 6 : 4,
  }));
  const resolve = createPublicLookup((_host, _options, answer) => answer(null, addresses));
  return new Promise<unknown>((done) => {
    resolve('host.test', { all }, (error, address) => done(error?.code ?? address));
  });
}

describe('the resolver of sockets', () => {
  test('gives public addresses, one or all', async () => {
    expect(await ask(['8.8.8.8', '1.1.1.1'], false)).toBe('8.8.8.8');
    expect(await ask(['8.8.8.8'], true)).toEqual([{ address: '8.8.8.8', family: 4 }]);
  });

  test('refuses a name when one of its addresses is not public, or when it has none', async () => {
    expect(await ask(['8.8.8.8', '10.0.0.1'], true)).toBe('ENOTPUBLIC');
    expect(await ask([], false)).toBe('ENOTPUBLIC');
  });

  test('refuses this machine by its own name', async () => {
    const resolve = createPublicLookup(lookup);
    const code = await new Promise((done) => {
      resolve('localhost', {}, (error) => done(error?.code));
    });
    expect(code).toBe('ENOTPUBLIC');
  });
});

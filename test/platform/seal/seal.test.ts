import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createSecrets, newMasterKey, SealError } from '../../../platform/seal/index.ts';

const [oldKey, newKey] = [newMasterKey(), newMasterKey()];
const secrets = createSecrets([oldKey]);
const context = { collection: 'people', field: 'phone', id: 'person-1' };
const text = fc.string({ unit: 'grapheme', maxLength: 300 });

/** The code of the error that `act` throws. */
function codeOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error instanceof Error ? Reflect.get(error, 'code') : error;
  }
  return 'nothing thrown';
}

describe('a sealed value', () => {
  test('opens to what was sealed, and shows nothing of it', () => {
    fc.assert(
      fc.property(text, (plaintext) => {
        const sealed = secrets.seal(plaintext, context);
        expect(secrets.open(sealed, context)).toBe(plaintext);
        fc.pre(plaintext.length > 3);
        expect(JSON.stringify(sealed)).not.toContain(plaintext);
      }),
    );
  });

  test('names its algorithm and key, and differs each time', () => {
    const [first, second] = [secrets.seal('138', context), secrets.seal('138', context)];
    expect(first).toMatchObject({ alg: 'A256GCM', kid: expect.stringMatching(/^[0-9a-f]{8}$/) });
    expect(first.data).not.toBe(second.data);
    expect(first.wrappedKey).not.toBe(second.wrappedKey);
  });

  test('does not open when any part of it was changed', () => {
    const sealed = secrets.seal('13912345678', context);
    const part = fc.constantFrom('wrappedKey', 'iv', 'tag', 'data');
    fc.assert(
      fc.property(part, fc.nat(), fc.integer({ min: 1, max: 255 }), (name, position, change) => {
        const bytes = Buffer.from(sealed[name], 'base64url');
        const index = position % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(index) ^ change, index);
        const changed = { ...sealed, [name]: bytes.toString('base64url') };
        expect(codeOf(() => secrets.open(changed, context))).toBe('value_tampered');
      }),
    );
  });

  test.each([
    ['collection', { ...context, collection: 'accounts' }],
    ['field', { ...context, field: 'name' }],
    ['document', { ...context, id: 'person-2' }],
  ])('does not open in another %s', (_place, elsewhere) => {
    const sealed = secrets.seal('13912345678', context);
    expect(codeOf(() => secrets.open(sealed, elsewhere))).toBe('value_tampered');
    expect(codeOf(() => secrets.rewrap(sealed, elsewhere))).toBe('value_tampered');
  });

  test('does not open without its key', () => {
    const sealed = secrets.seal('13912345678', context);
    const stranger = createSecrets([newKey]);
    expect(codeOf(() => stranger.open(sealed, context))).toBe('key_unknown');
    const renamed = { ...stranger.seal('x', context), kid: sealed.kid };
    expect(codeOf(() => secrets.open(renamed, context))).toBe('value_tampered');
    expect(new SealError('key_unknown').code).toBe('key_unknown');
  });
});

describe('sealed bytes', () => {
  test('open to what was sealed, in their place only', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        const sealed = secrets.sealBytes(Buffer.from(bytes), context);
        expect(secrets.openBytes(sealed, context)).toEqual(Buffer.from(bytes));
        const elsewhere = { ...context, id: 'other' };
        expect(codeOf(() => secrets.openBytes(sealed, elsewhere))).toBe('value_tampered');
      }),
    );
  });

  test('that are no sealed bytes at all are refused', () => {
    for (const junk of ['', 'x', '\u0000\u0005{"a"', '\u0000\u0002{}rest']) {
      expect(codeOf(() => secrets.openBytes(Buffer.from(junk), context))).toMatch(
        /^(value_tampered|key_unknown)$/,
      );
    }
  });
});

describe('a change of the master key', () => {
  const both = createSecrets([newKey, oldKey]);
  const after = createSecrets([newKey]);

  test('leaves what was sealed before readable, until it is rewrapped and after', () => {
    const sealed = secrets.seal('13912345678', context);
    expect(both.isStale(sealed)).toBe(true);
    expect(both.open(sealed, context)).toBe('13912345678');
    const rewrapped = both.rewrap(sealed, context);
    expect(both.isStale(rewrapped)).toBe(false);
    expect(rewrapped.data).toBe(sealed.data);
    expect(after.open(rewrapped, context)).toBe('13912345678');
  });

  test('rewraps sealed bytes without sealing them anew', () => {
    const sealed = secrets.sealBytes(Buffer.from('evidence'), context);
    const rewrapped = both.rewrapBytes(sealed, context);
    expect(after.openBytes(rewrapped, context).toString()).toBe('evidence');
    expect(both.rewrapBytes(rewrapped, context)).toBe(rewrapped);
  });

  test('keeps digests findable under every live key', () => {
    const stored = secrets.digests.digest('address-index', 'web-chat', 'u-1');
    expect(both.digests.digestAll('address-index', 'web-chat', 'u-1')).toContain(stored);
    expect(both.digests.matches(stored, 'address-index', 'web-chat', 'u-1')).toBe(true);
    expect(both.digests.isStale(stored)).toBe(true);
    expect(after.digests.matches(stored, 'address-index', 'web-chat', 'u-1')).toBe(false);
  });

  test('makes the digest of a receipt code anew', () => {
    const code = secrets.codes.deriveReceiptCode('t-1');
    const stored = secrets.codes.hashReceiptCode(code);
    const renewed = both.codes.renewReceiptHash('t-1', stored);
    expect(renewed).toBe(after.codes.hashReceiptCode(code));
    expect(both.codes.renewReceiptHash('t-2', stored)).toBeUndefined();
  });

  test('needs keys of 32 bytes, at least one', () => {
    expect(() => createSecrets([])).toThrow('master key');
    expect(() => createSecrets([Buffer.alloc(31)])).toThrow('32 bytes');
  });
});

describe('digests', () => {
  test('name their algorithm and key and hide what they are of', () => {
    const digest = secrets.digests.digest('phone-index', '13912345678');
    expect(digest).toMatch(/^SHA-256:[0-9a-f]{8}:[\w-]{43}$/);
    expect(digest).not.toContain('12345678');
  });

  test('differ by purpose and by how the parts are cut', () => {
    const { digest } = secrets.digests;
    const all = [
      digest('phone-index', 'ab', 'c'),
      digest('phone-index', 'a', 'bc'),
      digest('phone-index', 'abc'),
      digest('address-index', 'abc'),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  test('match only what they were made of', () => {
    const stored = secrets.digests.digest('session-token', 'token');
    expect(secrets.digests.matches(stored, 'session-token', 'token')).toBe(true);
    expect(secrets.digests.matches(stored, 'session-token', 'other')).toBe(false);
    expect(secrets.digests.matches('', 'session-token', 'token')).toBe(false);
  });
});

describe('receipt codes', () => {
  test('are the same for the same ticket and no other', () => {
    const derive = secrets.codes.deriveReceiptCode;
    const ids = Array.from({ length: 2000 }, (_, index) => `t-web-chat-m-${index}`);
    expect(new Set(ids.map(derive)).size).toBe(ids.length);
    expect(derive('t-1')).toBe(derive('t-1'));
    expect(derive('t-1')).not.toBe(createSecrets([newKey]).codes.deriveReceiptCode('t-1'));
  });

  test('are sixteen letters of Crockford’s alphabet, all of them used', () => {
    const codes = Array.from({ length: 500 }, (_, n) => secrets.codes.deriveReceiptCode(`t-${n}`));
    for (const code of codes) {
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    }
    expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(32);
  });

  test.each([
    ['small letters', (code: string) => code.toLowerCase()],
    ['no dashes', (code: string) => code.replaceAll('-', '')],
    ['spaces', (code: string) => ` ${code.replaceAll('-', '  ')}\n`],
    ['other dashes', (code: string) => code.replaceAll('-', '—')],
    [
      'full-width letters',
      (code: string) =>
        code.replaceAll(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
    ],
    [
      'O for 0, l and I for 1',
      (code: string) => code.replaceAll('0', 'O').replace('1', 'l').replaceAll('1', 'I'),
    ],
  ])('are understood with %s', (_how, write) => {
    const { deriveReceiptCode, hashReceiptCode } = secrets.codes;
    for (let index = 0; index < 50; index += 1) {
      const code = deriveReceiptCode(`t-${index}`);
      expect(hashReceiptCode(write(code))).toBe(hashReceiptCode(code));
    }
  });

  test('have another digest than an invitation code of the same letters', () => {
    expect(secrets.codes.hashReceiptCode('ABCD')).not.toBe(
      secrets.codes.hashInvitationCode('ABCD'),
    );
    expect(secrets.codes.listReceiptHashes('abcd')).toEqual([
      secrets.codes.hashReceiptCode('ABCD'),
    ]);
    expect(secrets.codes.listInvitationHashes('ab-cd')).toEqual([
      secrets.codes.hashInvitationCode('ABCD'),
    ]);
  });
});

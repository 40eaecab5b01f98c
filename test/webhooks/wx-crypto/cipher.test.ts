import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  decryptMessage,
  encryptMessage,
  signParts,
  toAesKey,
} from '../../../webhooks/wx-crypto/index.ts';
import { cryptoPeers } from '../../support/crypto-peers.ts';
import { testAccount } from '../../support/build-callback.ts';

const key = toAesKey(testAccount.aesKey);
const { id } = testAccount;

/** Encrypts a plaintext as it is, so that a test can get padding, length and id wrong. */
function encryptPlain(plain: Buffer): string {
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
}

/** A right plaintext of 64 bytes: 16 random, length, 10 of message, 18 of id, 16 of padding. */
function buildPlain(): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(10);
  const parts = [Buffer.alloc(16, 7), length, Buffer.from('0123456789'), Buffer.from(id)];
  return Buffer.concat([...parts, Buffer.alloc(16, 16)]);
}

function decryptWith(change: (plain: Buffer) => void): () => string {
  const plain = buildPlain();
  change(plain);
  return () => decryptMessage(key, id, encryptPlain(plain));
}

const text = fc.string({ unit: 'binary', maxLength: 200 });

describe.each(cryptoPeers)('the cipher beside $name', (peer) => {
  it('opens whatever the peer encrypts', () => {
    fc.assert(
      fc.property(text, (message) => {
        expect(decryptMessage(key, id, peer.encrypt(testAccount, message))).toBe(message);
      }),
    );
  });

  it('encrypts what the peer opens', () => {
    fc.assert(
      fc.property(text, fc.uint8Array({ minLength: 16, maxLength: 16 }), (message, random) => {
        const encrypted = encryptMessage(key, id, message, Buffer.from(random));
        expect(peer.decrypt(testAccount, encrypted)).toMatchObject({ message, id });
      }),
    );
  });

  it('signs as the peer does', () => {
    fc.assert(
      fc.property(fc.nat(), fc.string(), fc.base64String(), (timestamp, nonce, encrypted) => {
        const parts = [testAccount.token, String(timestamp), nonce, encrypted];
        expect(signParts(parts)).toBe(peer.sign(testAccount, String(timestamp), nonce, encrypted));
      }),
    );
  });
});

describe('strict decryption', () => {
  it('opens a right message', () => {
    expect(decryptWith(() => undefined)()).toBe('0123456789');
  });

  it.each<[string, (plain: Buffer) => void]>([
    ['padding of 0', (plain) => plain.fill(0, 48)],
    ['padding of 33', (plain) => plain.fill(33, 31)],
    ['padding with unequal bytes', (plain) => plain.writeUInt8(15, 50)],
    ['a length beyond the end', (plain) => plain.writeUInt32BE(0xffffffff, 16)],
    ['a length that swallows the id', (plain) => plain.writeUInt32BE(28, 16)],
    ['a length that leaves text before the id', (plain) => plain.writeUInt32BE(9, 16)],
    ['another id', (plain) => plain.write('wx', 46)],
    ['broken UTF-8', (plain) => plain.writeUInt8(0xff, 22)],
  ])('refuses %s', (_, change) => {
    expect(decryptWith(change)).toThrow('callback_forged');
  });

  it.each([
    ['nothing', ''],
    ['less than 32 bytes', Buffer.alloc(16).toString('base64')],
    ['broken blocks', Buffer.alloc(33).toString('base64')],
    ['what is no base64', '!'.repeat(44)],
    ['base64 with a tail of other bits', `${'A'.repeat(42)}B=`],
    ['a padding longer than the rest', encryptPlain(Buffer.alloc(32, 32))],
  ])('refuses %s', (_, encrypted) => {
    expect(() => decryptMessage(key, id, encrypted)).toThrow('callback_forged');
  });

  it('refuses a message that lost its last block', () => {
    const encrypted = Buffer.from(encryptPlain(buildPlain()), 'base64');
    const cut = encrypted.subarray(0, -16).toString('base64');
    expect(() => decryptMessage(key, id, cut)).toThrow('callback_forged');
  });

  it('throws nothing but CallbackError whatever comes in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 128 }), (bytes) => {
        const encrypted = Buffer.from(bytes).toString('base64');
        expect(() => decryptMessage(key, id, encrypted)).toThrow('callback_forged');
      }),
    );
  });

  it('refuses to start with a key of another length', () => {
    expect(() => toAesKey('tooShort')).toThrow('43');
  });
});

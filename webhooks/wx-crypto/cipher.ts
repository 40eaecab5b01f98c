import { createCipheriv, createDecipheriv } from 'node:crypto';
import { CallbackError } from './callback-error.ts';

const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;
const HEAD_BYTES = RANDOM_BYTES + LENGTH_BYTES;
/** PKCS#7, but to 32 bytes although AES blocks have 16: https://developer.work.weixin.qq.com/document/path/90968 */
const PAD_BLOCK = 32;

/** Turns the 43 characters of an EncodingAESKey into its 32 bytes. */
export function toAesKey(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  if (encodingAesKey.length !== 43 || key.length !== 32) {
    throw new Error('an EncodingAESKey has 43 letters and digits');
  }
  return key;
}

/**
 * Decrypts strictly: canonical base64, whole blocks, every padding byte, the length, the receiver's id
 * and UTF-8 must all be right. Throws CallbackError `callback_forged`; verify the signature first.
 */
export function decryptMessage(key: Buffer, receiveId: string, encrypted: string): string {
  const plain = removePadding(decryptBlocks(key, toCiphertext(encrypted)));
  if (plain.length < HEAD_BYTES) throw refuse('length');
  const end = HEAD_BYTES + plain.readUInt32BE(RANDOM_BYTES);
  if (end > plain.length) throw refuse('length');
  if (!plain.subarray(end).equals(Buffer.from(receiveId))) throw refuse('receive id');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      plain.subarray(HEAD_BYTES, end),
    );
  } catch {
    throw refuse('UTF-8');
  }
}

/** Encrypts for the platform; `random` are 16 fresh random bytes. */
export function encryptMessage(
  key: Buffer,
  receiveId: string,
  message: string,
  random: Buffer,
): string {
  const body = Buffer.from(message);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(body.length);
  const plain = Buffer.concat([random, length, body, Buffer.from(receiveId)]);
  const pad = PAD_BLOCK - (plain.length % PAD_BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(plain),
    cipher.update(Buffer.alloc(pad, pad)),
    cipher.final(),
  ]).toString('base64');
}

function toCiphertext(encrypted: string): Buffer {
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.toString('base64') !== encrypted) throw refuse('base64');
  if (bytes.length < PAD_BLOCK || bytes.length % 16 !== 0) throw refuse('blocks');
  return bytes;
}

function decryptBlocks(key: Buffer, bytes: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([decipher.update(bytes), decipher.final()]);
}

function removePadding(bytes: Buffer): Buffer {
  const pad = bytes.at(-1) ?? 0;
  const end = bytes.length - pad;
  const isPadded =
    pad >= 1 && pad <= PAD_BLOCK && bytes.subarray(end).every((byte) => byte === pad);
  if (!isPadded) throw refuse('padding');
  return bytes.subarray(0, end);
}

function refuse(reason: string): CallbackError {
  return new CallbackError('callback_forged', reason);
}

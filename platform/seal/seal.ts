import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { listKeys, type Keyring } from './keyring.ts';

/** Ciphertext that names how it was made; binary parts are base64url. */
export type SealedValue = {
  readonly alg: 'A256GCM';
  /** The master key that wraps this record's own key. */
  readonly kid: string;
  readonly wrappedKey: string;
  readonly iv: string;
  readonly tag: string;
  readonly data: string;
};

/** Where a sealed value belongs; it opens nowhere else. */
export type SealContext = {
  readonly collection: string;
  readonly field: string;
  readonly id: string;
};

export type SealErrorCode = 'key_unknown' | 'value_tampered';

/** A sealed value that does not open: its key is not in the keyring, or it was changed or moved. */
export class SealError extends Error {
  readonly code: SealErrorCode;
  constructor(code: SealErrorCode, options?: ErrorOptions) {
    super(code, options);
    this.name = 'SealError';
    this.code = code;
  }
}

export type Seal = {
  readonly seal: (plaintext: string, context: SealContext) => SealedValue;
  /** Throws SealError. */
  readonly open: (sealed: SealedValue, context: SealContext) => string;
  /** Ciphertext of bytes, with all that opening needs but the master key in front. */
  readonly sealBytes: (plain: Buffer, context: SealContext) => Buffer;
  /** Throws SealError. */
  readonly openBytes: (sealed: Buffer, context: SealContext) => Buffer;
  /** The same bytes when they are under the current master key already. Throws SealError. */
  readonly rewrapBytes: (sealed: Buffer, context: SealContext) => Buffer;
  /** Wraps the record's key by the current master key; its data stays as it is. Throws SealError. */
  readonly rewrap: (sealed: SealedValue, context: SealContext) => SealedValue;
  /** True for a value that a previous master key wraps. */
  readonly isStale: (sealed: SealedValue) => boolean;
};

type Envelope = Omit<SealedValue, 'data'>;
type Box = { readonly iv: Buffer; readonly tag: Buffer; readonly data: Buffer };

const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

/** AES-256-GCM with a random key for each record, itself wrapped by the master key. */
export function createSeal(keyring: Keyring): Seal {
  const { kid: currentKid, subkeys } = keyring.current;
  const wrappingKeys = new Map(listKeys(keyring).map((set) => [set.kid, set.subkeys.seal]));

  function wrap(recordKey: Buffer, context: SealContext): string {
    const { iv, tag, data } = encrypt(subkeys.seal, recordKey, toWrapAad(currentKid, context));
    return Buffer.concat([iv, tag, data]).toString('base64url');
  }

  function unwrap({ kid, wrappedKey }: Envelope, context: SealContext): Buffer {
    const wrappingKey = wrappingKeys.get(kid);
    if (wrappingKey === undefined) throw new SealError('key_unknown');
    const bytes = Buffer.from(wrappedKey, 'base64url');
    const box = {
      iv: bytes.subarray(0, ivBytes),
      tag: bytes.subarray(ivBytes, ivBytes + tagBytes),
      data: bytes.subarray(ivBytes + tagBytes),
    };
    return decrypt(wrappingKey, box, toWrapAad(kid, context));
  }

  function sealBox(plain: Buffer, context: SealContext): Envelope & { readonly data: Buffer } {
    const recordKey = randomBytes(keyBytes);
    const { iv, tag, data } = encrypt(recordKey, plain, toAad(context));
    return {
      alg: 'A256GCM',
      kid: currentKid,
      wrappedKey: wrap(recordKey, context),
      iv: iv.toString('base64url'),
      tag: tag.toString('base64url'),
      data,
    };
  }

  function openBox(envelope: Envelope, data: Buffer, context: SealContext): Buffer {
    const recordKey = unwrap(envelope, context);
    const iv = Buffer.from(envelope.iv, 'base64url');
    const tag = Buffer.from(envelope.tag, 'base64url');
    return decrypt(recordKey, { iv, tag, data }, toAad(context));
  }

  function rewrap<Wrapped extends Envelope>(sealed: Wrapped, context: SealContext): Wrapped {
    return { ...sealed, kid: currentKid, wrappedKey: wrap(unwrap(sealed, context), context) };
  }

  const isStale = ({ kid }: Envelope) => kid !== currentKid;

  return {
    seal(plaintext, context) {
      const { data, ...envelope } = sealBox(Buffer.from(plaintext), context);
      return { ...envelope, data: data.toString('base64url') };
    },
    open(sealed, context) {
      return openBox(sealed, Buffer.from(sealed.data, 'base64url'), context).toString();
    },
    sealBytes(plain, context) {
      const { data, ...envelope } = sealBox(plain, context);
      return joinEnvelope(envelope, data);
    },
    openBytes(sealed, context) {
      const { envelope, data } = splitEnvelope(sealed);
      return openBox(envelope, data, context);
    },
    rewrap,
    rewrapBytes(sealed, context) {
      const { envelope, data } = splitEnvelope(sealed);
      return isStale(envelope) ? joinEnvelope(rewrap(envelope, context), data) : sealed;
    },
    isStale,
  };
}

/** Two bytes of length, the envelope as JSON, the data. */
function joinEnvelope(envelope: Envelope, data: Buffer): Buffer {
  const head = Buffer.from(JSON.stringify(envelope));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(head.length);
  return Buffer.concat([length, head, data]);
}

function splitEnvelope(sealed: Buffer): { readonly envelope: Envelope; readonly data: Buffer } {
  try {
    const end = 2 + sealed.readUInt16BE(0);
    const envelope: Envelope = JSON.parse(sealed.toString('utf8', 2, end));
    return { envelope, data: sealed.subarray(end) };
  } catch (error) {
    throw new SealError('value_tampered', { cause: error });
  }
}

function toAad({ collection, field, id }: SealContext): Buffer {
  return Buffer.from(JSON.stringify([collection, field, id]));
}

function toWrapAad(kid: string, { collection, field, id }: SealContext): Buffer {
  return Buffer.from(JSON.stringify([kid, collection, field, id]));
}

function encrypt(key: Buffer, plaintext: Buffer, aad: Buffer): Box {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(aad);
  const data = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return { iv, tag: cipher.getAuthTag(), data };
}

function decrypt(key: Buffer, { iv, tag, data }: Box, aad: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
    decipher.setAAD(aad).setAuthTag(tag);
    return Buffer.concat([decipher.update(data), decipher.final()]);
  } catch (error) {
    throw new SealError('value_tampered', { cause: error });
  }
}

import { createHash, hkdfSync } from 'node:crypto';

/** What a derived key is for; no key serves two purposes. */
export type KeyPurpose = keyof ReturnType<typeof deriveSubkeys>;

/** One master key, named by `kid`, with a sub-key for each purpose. */
export type KeySet = {
  readonly kid: string;
  readonly subkeys: Readonly<Record<KeyPurpose, Buffer>>;
};

/** The live keys: the current one makes new values, the previous ones still open old ones. */
export type Keyring = {
  readonly current: KeySet;
  readonly previous: readonly KeySet[];
};

const masterBytes = 32;
const kidLength = 8;

/** Derives the sub-keys of the master keys (32 bytes each), current first. Throws when there is none or one is short. */
export function createKeyring(masterKeys: readonly Buffer[]): Keyring {
  const [current, ...previous] = masterKeys.map(deriveKeySet);
  if (current === undefined) throw new Error('a keyring needs a master key');
  return { current, previous };
}

/** Current first, as look-ups try them. */
export function listKeys({ current, previous }: Keyring): readonly KeySet[] {
  return [current, ...previous];
}

function deriveKeySet(master: Buffer): KeySet {
  if (master.length !== masterBytes) throw new Error(`a master key has ${masterBytes} bytes`);
  return {
    kid: createHash('sha256').update(derive(master, 'kid')).digest('hex').slice(0, kidLength),
    subkeys: deriveSubkeys(master),
  };
}

function deriveSubkeys(master: Buffer) {
  return {
    seal: derive(master, 'seal'),
    'address-index': derive(master, 'address-index'),
    'phone-index': derive(master, 'phone-index'),
    'receipt-code': derive(master, 'receipt-code'),
    'receipt-hash': derive(master, 'receipt-hash'),
    'invitation-hash': derive(master, 'invitation-hash'),
    'binding-hash': derive(master, 'binding-hash'),
    'certificate-index': derive(master, 'certificate-index'),
    'event-id': derive(master, 'event-id'),
    'message-id': derive(master, 'message-id'),
    'session-token': derive(master, 'session-token'),
    'web-chat-token': derive(master, 'web-chat-token'),
    'audit-head': derive(master, 'audit-head'),
    'official-document': derive(master, 'official-document'),
    'escrow-match': derive(master, 'escrow-match'),
    'document-code': derive(master, 'document-code'),
    'hand-over': derive(master, 'hand-over'),
  };
}

function derive(master: Buffer, label: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, '', `duxin ${label}`, masterBytes));
}

/** Secrets: sealing, keyed digests, codes, passwords, random ids. Knows no store and no person. */
import { createCodes, type Codes } from './codes.ts';
import { createDigests, type Digests } from './digests.ts';
import { createKeyring, listKeys } from './keyring.ts';
import { createSeal, type Seal } from './seal.ts';

export { SealError, type Seal, type SealContext, type SealedValue } from './seal.ts';
export { type Digests } from './digests.ts';
export { createPasswords } from './password.ts';
export { hashToken, newId, newToken } from './random.ts';
export { loadKeyFile, loadOrCreateKeyFile, newMasterKey, saveKeyFile } from './key-file.ts';

/** Everything that is made of the master keys. */
export type Secrets = Seal & {
  readonly digests: Digests;
  readonly codes: Codes;
  /** The current key for tokens that an edge signs itself (32 bytes). */
  readonly webChatKey: Buffer;
  /** Keys of what lies on disk between two processes of one machine, current first (32 bytes each). */
  readonly handOverKeys: readonly Buffer[];
};

/** Of the live master keys (32 bytes each), current first. */
export function createSecrets(masterKeys: readonly Buffer[]): Secrets {
  const keyring = createKeyring(masterKeys);
  const digests = createDigests(keyring);
  return {
    ...createSeal(keyring),
    digests,
    codes: createCodes(keyring, digests),
    webChatKey: keyring.current.subkeys['web-chat-token'],
    handOverKeys: listKeys(keyring).map(({ subkeys }) => subkeys['hand-over']),
  };
}

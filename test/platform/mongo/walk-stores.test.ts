import { afterAll, afterEach, beforeAll } from '@jest/globals';
import {
  createDirectory,
  createInboxStore,
  createOutboxStore,
  createSessionStore,
  createTranscriptStore,
} from '../../../platform/mongo/index.ts';
import { createSecrets, newMasterKey } from '../../../platform/seal/index.ts';
import { itBehavesLikeADirectory } from '../../contracts/directory.ts';
import { itBehavesLikeAnInboxStore } from '../../contracts/inbox-store.ts';
import { itBehavesLikeAnOutboxStore } from '../../contracts/outbox-store.ts';
import { itBehavesLikeASessionStore } from '../../contracts/session-store.ts';
import { itBehavesLikeATranscriptStore } from '../../contracts/transcript-store.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

const secrets = createSecrets([newMasterKey()]);
let opened: TestDatabase;

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());

afterEach(() => opened.checkShapes());

async function cleared<Store>(open: () => Store): Promise<Store> {
  await opened.clear();
  return open();
}
const openTranscripts = () => createTranscriptStore(opened.database, secrets, () => new Date());
const openDirectory = () => createDirectory(opened.database, secrets);

itBehavesLikeAnInboxStore(() => cleared(() => createInboxStore(opened.database)));
itBehavesLikeASessionStore(() =>
  cleared(() => createSessionStore(opened.database, () => ({ step: 'start' }))),
);
itBehavesLikeAnOutboxStore(() => cleared(() => createOutboxStore(opened.database, secrets)));
itBehavesLikeATranscriptStore(() => cleared(openTranscripts), openTranscripts);
itBehavesLikeADirectory(() => cleared(openDirectory), openDirectory);

import { afterAll, afterEach, beforeAll } from '@jest/globals';
import {
  createPersonStore,
  createProblemList,
  createTicketStore,
} from '../../../platform/mongo/index.ts';
import { createSecrets, newMasterKey } from '../../../platform/seal/index.ts';
import { itBehavesLikeAProblemList } from '../../contracts/problem-list.ts';
import { createMemoryProblemList } from '../../support/memory-problem-list.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterEach(() => opened.checkShapes());
afterAll(() => opened.close());

itBehavesLikeAProblemList(async (tickets) => {
  await opened.clear();
  const secrets = createSecrets([newMasterKey()]);
  const store = createTicketStore(opened.database, createPersonStore(opened.database, secrets));
  for (const ticket of tickets) await store.insert(ticket);
  return createProblemList(opened.database);
});

itBehavesLikeAProblemList(async (tickets) => createMemoryProblemList(async () => tickets));

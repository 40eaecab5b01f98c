import { afterAll, afterEach, beforeAll } from '@jest/globals';
import {
  createCampaignStore,
  createCountCampaign,
  createPersonStore,
  createTicketStore,
} from '../../../platform/mongo/index.ts';
import { createSecrets, newMasterKey } from '../../../platform/seal/index.ts';
import { itBehavesLikeACampaignStore } from '../../contracts/campaign-store.ts';
import { createMemoryCampaignStore, createMemoryCount } from '../../support/memory-campaigns.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterEach(() => opened.checkShapes());
afterAll(() => opened.close());

itBehavesLikeACampaignStore(async (tickets) => {
  await opened.clear();
  const { database } = opened;
  const secrets = createSecrets([newMasterKey()]);
  const store = createTicketStore(database, createPersonStore(database, secrets));
  for (const ticket of tickets) await store.insert(ticket);
  return { store: createCampaignStore(database), count: createCountCampaign(database) };
});

itBehavesLikeACampaignStore(async (tickets) => ({
  store: createMemoryCampaignStore(),
  count: createMemoryCount(async () => tickets),
}));

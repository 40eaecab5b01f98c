import { createFetch, createPublicFetch } from '../../platform/http/index.ts';
import * as officialAccount from '../../webhooks/official-account/index.ts';
import { createFetchNamed } from '../../webhooks/wx-api/index.ts';
import type { Channel } from '../channel.ts';
import type { ChannelName } from '../message.ts';
import type { House } from './house.ts';
import type { HousePoints } from './points.ts';

/** The Official Account as a way out and as a maker of permanent codes, where it is configured. */
export async function openOfficialAccount(
  { config, now }: House,
  channels: Map<ChannelName, Channel>,
  ways: HousePoints['ways'],
): Promise<void> {
  if (config.officialAccount === undefined) return;
  const client = officialAccount.createOfficialAccountClient({
    ...config.officialAccount,
    fetch: await createFetch(config.httpsProxy),
    fetchNamed: createFetchNamed(await createPublicFetch(config.httpsProxy)),
    now,
  });
  ways.set('official-account', client.createPermanentCode);
  const templates = { ...config.officialAccount.templates, url: `${config.publicUrl}/progress` };
  channels.set(
    'official-account',
    officialAccount.createOfficialAccountChannel({ client, now, templates }),
  );
}

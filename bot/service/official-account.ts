import { createFetch, createPublicFetch } from '../../platform/http/index.ts';
import { newToken } from '../../platform/seal/index.ts';
import * as officialAccount from '../../webhooks/official-account/index.ts';
import { createFetchNamed } from '../../webhooks/wx-api/index.ts';
import type { Channel } from '../channel.ts';
import type { ChannelName } from '../message.ts';
import type { House } from './house.ts';
import { pageFolders } from './page-folders.ts';
import type { HousePoints } from './points.ts';

/** The Official Account as a way out, as a maker of permanent codes and with its page of consent, where it is configured. */
export async function openOfficialAccount(
  { config, now }: House,
  channels: Map<ChannelName, Channel>,
  ways: HousePoints['ways'],
): Promise<ReturnType<typeof officialAccount.createConsentPage> | undefined> {
  if (config.officialAccount === undefined) return undefined;
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
  const { subscribeTemplateId } = templates;
  if (subscribeTemplateId === undefined) return undefined;
  return officialAccount.createConsentPage({
    appId: config.officialAccount.appId,
    templateId: subscribeTemplateId,
    client,
    publicUrl: config.publicUrl,
    pageFolder: pageFolders.consent,
    newNonce: newToken,
    now,
  });
}

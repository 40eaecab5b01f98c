import { createFetch } from '../../platform/http/index.ts';
import * as officialAccount from '../../webhooks/official-account/index.ts';
import type { Channel } from '../channel.ts';
import type { ChannelName } from '../message.ts';
import type { House } from './house.ts';

/** The Official Account as a way out, where it is configured. */
export async function openOfficialAccount(
  { config, now }: House,
  channels: Map<ChannelName, Channel>,
): Promise<void> {
  if (config.officialAccount === undefined) return;
  const client = officialAccount.createOfficialAccountClient({
    ...config.officialAccount,
    fetch: await createFetch(config.httpsProxy),
    now,
  });
  const templates = { ...config.officialAccount.templates, url: `${config.publicUrl}/progress` };
  channels.set(
    'official-account',
    officialAccount.createOfficialAccountChannel({ client, now, templates }),
  );
}

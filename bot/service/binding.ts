import { randomInt } from 'node:crypto';
import type { HandlerPorts } from '../../handlers/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import { channelNames, type ChannelName } from '../message.ts';
import type { Bell } from '../stores.ts';
import type { House } from './house.ts';
import { createOneByOne } from './one-by-one.ts';

const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 8;

/** Second channels of one person: codes of 39 bits, good for minutes and a few tries. */
export function openBinding(
  { database, directory, leases, secrets, outbox, now }: House,
  bell: Bell,
): NonNullable<HandlerPorts['binding']> {
  const bindings = mongo.createBindings(database, secrets);
  const runAlone = createOneByOne(leases, 'bindings');
  return {
    bindings: {
      ...bindings,
      async join(codeHash, personId, at) {
        const joined = await runAlone(() => bindings.join(codeHash, personId, at));
        if (joined.kind === 'joined') directory.forget(personId);
        return joined;
      },
    },
    newCode: () =>
      Array.from({ length: codeLength }, () => alphabet.charAt(randomInt(alphabet.length))).join(
        '',
      ),
    async tellJoined(personId, channel, messageId) {
      const at = now();
      await outbox.insert([
        {
          id: `${messageId}-bound`,
          personId,
          kind: 'reply',
          ...toChannel(channel),
          reply: { key: 'conversation.bind.told' },
          traceId: messageId,
          createdAt: at,
          dueAt: at,
        },
      ]);
      await bell.ring({ kind: 'deliver', id: personId });
    },
  };
}

function toChannel(name: string): { readonly channel?: ChannelName } {
  const channel = channelNames.find((known) => known === name);
  return channel === undefined ? {} : { channel };
}

import { randomInt } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as mongo from '../../platform/mongo/index.ts';
import type { Channel } from '../channel.ts';
import type { ChannelName } from '../message.ts';
import type { Receive } from '../receive.ts';
import { createReceiveQuietly } from '../receive-quietly.ts';
import type { Bell } from '../stores.ts';
import * as wechaty from '../wechaty/index.ts';
import type { House } from './house.ts';
import { createWechatyRecords, type WechatyRecords } from './wechaty-records.ts';

type WechatyPorts = {
  readonly channels: Map<ChannelName, Channel>;
  readonly receive: Receive;
  readonly bell: Bell;
  readonly announce: (personId: string) => void;
};

const leaseName = 'wechaty';
const onlyOwner = 0o700;
const chance = () => randomInt(1_000_000) / 1_000_000;

/** The Wechaty account, where one is configured: its channel everywhere, its child in the one process under the lease. */
export async function openWechaty(house: House, ports: WechatyPorts) {
  const { config, database, now } = house;
  const records = createWechatyRecords(house);
  if (config.wechaty === undefined) {
    return { records, start: () => undefined, stop: async () => undefined };
  }
  const orders = mongo.createWechatyOrderStore(database);
  const post = config.roles.has('wechaty')
    ? await openPost(house, ports, { ...config.wechaty, orders, records })
    : undefined;
  const channel = wechaty.createWechatyChannel({
    orders,
    readAvailability: async () => wechaty.toAvailability(await records.readStatus(), now()),
    ring: () => post?.ring(),
    now,
  });
  ports.channels.set('wechaty', channel);
  return {
    records,
    start: () => post?.start(),
    stop: async (): Promise<void> => post?.stop(),
  };
}

type PostParts = {
  readonly puppet: string;
  readonly token?: string;
  readonly orders: wechaty.OrderStore;
  readonly records: WechatyRecords;
};

async function openPost(house: House, ports: WechatyPorts, parts: PostParts) {
  const { config, leases, secrets, now, onError, log, outbox, directory } = house;
  const { puppet, token, orders, records } = parts;
  const folder = resolve(config.dataDir, leaseName);
  await mkdir(folder, { recursive: true, mode: onlyOwner });
  const spool = wechaty.createSpool(join(folder, 'spool'), secrets.handOverKeys);
  const keys = secrets.handOverKeys.map((key) => key.toString('base64'));
  const take = wechaty.createTakeMessage({
    ...house,
    ...ports,
    receiveQuietly: createReceiveQuietly({ ...house, ...ports }),
    spool,
    watermark: () => records.connectedBefore(),
    login: () => records.currentLogin(),
    hashAccount: records.hashAccount,
    hash: (id) => secrets.digests.shortDigest('event-id', 'wechaty-message', id),
  });
  /** What could not be said while the account was away is not left to its next try, minutes later. */
  async function comeBack({ phase }: wechaty.Supervision): Promise<void> {
    if (phase.kind === 'online') await outbox.releaseDown(now());
  }

  const child = wechaty.createChildKeeper({
    start: { puppet, folder, keys, ...(token !== undefined && { token }) },
    fork: wechaty.forkChild,
    now,
    take,
    onLogin: (accountId) => records.noteLogin(accountId),
    onChange(supervision) {
      log.info({ phase: supervision.phase.kind, failures: supervision.failures }, 'wechaty');
      records
        .write(supervision)
        .then(() => comeBack(supervision))
        .catch(onError);
    },
    onError,
  });
  const fillOrders = wechaty.createFillOrders({
    orders,
    outbox,
    directory,
    child,
    pace: wechaty.createPace(chance),
    now,
  });
  return wechaty.createPost({
    child,
    takeLease: (ttlMs) => leases.take(leaseName, ttlMs),
    releaseLease: () => leases.release(leaseName),
    readSwitch: () => records.readSwitch(),
    fillOrders,
    report: () => records.renew(child.read()),
    now,
    onError,
  });
}

import { z } from 'zod';
import type { SealedValue } from '../../platform/seal/index.ts';
import * as wechaty from '../wechaty/index.ts';
import type { House } from './house.ts';

export type WechatyRecords = ReturnType<typeof createWechatyRecords>;

const names = {
  status: 'wechaty_status',
  switch: 'wechaty_switch',
  login: 'wechaty_login',
  connected: 'wechaty_connected',
} as const;
const loginContext = { collection: 'settings', field: 'value', id: names.login } as const;
const renewAfterMs = 5000;

const WatermarkSchema = z.object({ account: z.string(), at: z.coerce.date() });
const LoginSchema = z.object({ at: z.coerce.date(), sealed: z.custom<SealedValue>().nullable() });

/** What the processes know of the one Wechaty child: its state, its switch, its login and until when it was connected. */
export function createWechatyRecords({ settings, secrets, now }: House) {
  let writtenAt = 0;
  let login: wechaty.Watermark | undefined;
  let before: Promise<wechaty.Watermark | undefined> | undefined;
  // One write after the other, so that an older state never overwrites a newer one.
  let writing: Promise<void> = Promise.resolve();

  const hashAccount = (accountId: string): string =>
    secrets.digests.shortDigest('event-id', 'wechaty-account', accountId);

  async function readWatermark(): Promise<wechaty.Watermark | undefined> {
    return WatermarkSchema.safeParse(await settings.get(names.connected)).data;
  }

  async function store({ phase, ...rest }: wechaty.Supervision): Promise<void> {
    const at = now();
    writtenAt = at.getTime();
    await settings.set(names.status, wechaty.toStatus({ phase, ...rest }, at));
    const url = phase.kind === 'scanning' ? phase.loginUrl : undefined;
    const sealed = url === undefined ? null : secrets.seal(url, loginContext);
    await settings.set(names.login, { at, sealed });
    if (phase.kind === 'online' && login !== undefined) {
      // What it was before this login is read first.
      await connectedBefore();
      await settings.set(names.connected, { account: login.account, at });
    }
  }

  /** Read once for each login, and anew where reading failed. */
  function connectedBefore(): Promise<wechaty.Watermark | undefined> {
    before ??= readWatermark().catch((error: unknown) => {
      before = undefined;
      throw error;
    });
    return before;
  }

  function write(supervision: wechaty.Supervision): Promise<void> {
    writing = writing.catch(() => undefined).then(() => store(supervision));
    return writing;
  }

  return {
    hashAccount,
    write,
    /** Writes the state again before it goes stale. */
    async renew(supervision: wechaty.Supervision): Promise<void> {
      if (now().getTime() - writtenAt >= renewAfterMs) await write(supervision);
    },
    /** Learns until when this account was connected before, once for each login. */
    noteLogin(accountId: string): void {
      login = { account: hashAccount(accountId), at: now() };
      before = undefined;
      connectedBefore().catch(() => undefined);
    },
    connectedBefore,
    currentLogin: (): wechaty.Watermark | undefined => login,
    async readStatus(): Promise<wechaty.WechatyStatus | undefined> {
      return wechaty.WechatyStatusSchema.safeParse(await settings.get(names.status)).data;
    },
    async readSwitch(): Promise<wechaty.WechatySwitch> {
      const stored = wechaty.WechatySwitchSchema.safeParse(await settings.get(names.switch));
      return stored.data ?? wechaty.firstSwitch;
    },
    setSwitch: (wanted: wechaty.WechatySwitch): Promise<void> => settings.set(names.switch, wanted),
    /** What the login's QR code leads to, while one is wanted: the key to the account. */
    async readLoginUrl(): Promise<string | undefined> {
      const stored = LoginSchema.safeParse(await settings.get(names.login));
      const sealed = stored.data?.sealed ?? undefined;
      return sealed === undefined ? undefined : secrets.open(sealed, loginContext);
    },
  };
}

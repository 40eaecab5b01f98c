import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type ApiAnswer, type ApiCall, toErrcode } from './fake-platform.ts';

const SyncSchema = z.object({
  open_kfid: z.string(),
  cursor: z.string().max(64).optional(),
  token: z.string().max(128).optional(),
  limit: z.number().int().min(1).max(1000),
  voice_format: z.union([z.literal(0), z.literal(1)]),
});

type Entry = {
  readonly at: number;
  readonly message: { readonly msgid: string } & object;
};

const tokenMs = 600_000;
const keptMs = 3 * 24 * 3_600_000;
const minuteMs = 60_000;

type StreamOptions = { readonly accounts: readonly string[]; readonly now: () => Date };

/** What happened at each account, page by page for three days. */
export function createKfStreams({ accounts, now }: StreamOptions) {
  const streams = new Map<string, Entry[]>(accounts.map((account) => [account, []]));
  const tokens = new Map<string, number>();
  const withoutToken: number[] = [];
  let epoch = randomUUID().slice(0, 8);
  let pageSize = 1000;
  let perMinuteWithoutToken = 1000;
  let emptyPages = 0;
  let repeats = 0;
  let pages = 0;
  let onPage: ((ids: readonly string[]) => void) | undefined;

  const toCursor = (index: number): string => `${epoch}.${index}`;

  /** Where to go on; undefined for a cursor that is not, or no longer, known. */
  function readCursor(cursor: string | undefined, entries: readonly Entry[]): number | undefined {
    const oldest = entries.findIndex(({ at }) => now().getTime() - at < keptMs);
    const start = oldest === -1 ? entries.length : oldest;
    if (cursor === undefined || cursor === '') return start;
    const [known, index = ''] = cursor.split('.');
    return known === epoch && /^\d+$/.test(index) ? Math.max(start, Number(index)) : undefined;
  }

  function refuseToken(token: string | undefined): number {
    const at = now().getTime();
    if (token !== undefined) return (tokens.get(token) ?? 0) > at ? 0 : 95007;
    withoutToken.push(at);
    const recent = withoutToken.filter((time) => at - time < minuteMs);
    return recent.length > perMinuteWithoutToken ? 45009 : 0;
  }

  function sync({ body }: ApiCall): ApiAnswer {
    const { success, data } = SyncSchema.safeParse(body);
    if (!success) return toErrcode(40058);
    const entries = streams.get(data.open_kfid);
    if (entries === undefined) return toErrcode(95000);
    const errcode = refuseToken(data.token);
    if (errcode !== 0) return toErrcode(errcode);
    const from = readCursor(data.cursor, entries);
    if (from === undefined) return toErrcode(40058);
    pages += 1;
    if (emptyPages > 0) {
      emptyPages -= 1;
      return toErrcode(0, { next_cursor: toCursor(from), has_more: 1, msg_list: [] });
    }
    const to = Math.min(entries.length, from + Math.min(pageSize, data.limit));
    const msg_list = entries.slice(Math.max(0, from - repeats), to).map(({ message }) => message);
    const has_more = to < entries.length ? 1 : 0;
    if (msg_list.length > 0) onPage?.(msg_list.map(({ msgid }) => msgid));
    return toErrcode(0, { next_cursor: toCursor(to), has_more, msg_list });
  }

  function push(openKfId: string, message: object): string {
    const at = now().getTime();
    const msgid = `msg_${randomUUID().replaceAll('-', '')}`;
    const entry = { msgid, send_time: Math.floor(at / 1000), ...message };
    streams.get(openKfId)?.push({ at, message: entry });
    const token = randomUUID();
    tokens.set(token, at + tokenMs);
    return token;
  }

  return {
    sync,
    push,
    pushEvent: (openKfId: string, event: object): string =>
      push(openKfId, { origin: 4, msgtype: 'event', event: { open_kfid: openKfId, ...event } }),
    countPages: () => pages,
    /** How much happened at an account so far. */
    countEvents: (openKfId: string): number => streams.get(openKfId)?.length ?? 0,
    /** Told which messages are on a page, as it leaves. */
    watchPages: (listener: (ids: readonly string[]) => void) => {
      onPage = listener;
    },
    countWithoutToken: () => withoutToken.length,
    /** At most so many messages a page. */
    setPageSize: (size: number) => {
      pageSize = size;
    },
    /** How often in a minute may be asked without a callback's token. */
    limitWithoutToken: (perMinute: number) => {
      perMinuteWithoutToken = perMinute;
    },
    /** The next pages are empty, with more behind them. */
    sendEmptyPages: (count: number) => {
      emptyPages = count;
    },
    /** Every page begins with the last messages of the one before. */
    repeatMessages: (count: number) => {
      repeats = count;
    },
    /** No cursor given out so far is known any more. */
    loseCursors: () => {
      epoch = randomUUID().slice(0, 8);
    },
  };
}

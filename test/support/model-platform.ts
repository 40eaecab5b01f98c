import { ChannelError, type Channel, type ChannelName, type Words } from '../../bot/index.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How the next call goes: taken, taken but its answer lost, never arrived, or put off. */
export type Mood = 'well' | 'lost' | 'never' | 'busy';
export type Act = 'message' | 'follow' | 'scan' | 'menu';

export type Taken = {
  readonly key: string;
  readonly what: 'words' | 'nudge';
  readonly channel: ChannelName;
  readonly at: number;
};

/** Short notices that one message of a platform holds. */
export const noticesAMessage = 3;

/** The rows that a send was for, by the key it was made under. */
export const toRowIds = (key: string): readonly string[] =>
  key.split('+').map((part) => part.replace(/~\d+$/, ''));

/** Templates that the account has sent on a day before the story begins: two are left. */
export const templatesSentBefore = 99_998;

/** A heading stands before the notices that share a message. */
function countParts({ text }: Words): number {
  const parts = text.split('\n\n');
  const short = Math.max(1, parts.length - 1);
  return parts.includes('long') ? short + 1 : Math.ceil(short / noticesAMessage);
}

/**
 * The platforms towards one person, by their own count from the person's acts: what exceeds a window, a credit or a
 * day is refused, what exceeds WeCom's rates is dropped silently.
 */
export function createModelPlatform(
  now: () => number,
  onTaken: (one: Taken) => void = () => undefined,
) {
  const windows = new Map<ChannelName, { until: number; left: number }>();
  const taken: Taken[] = [];
  const wecomTimes: number[] = [];
  const templates = new Map<number, number>();
  const templateKeys = new Map<string, number>();
  const kfKeys = new Set<string>();
  const lostFor = new Map<string, number>();
  const moods: Mood[] = [];
  let credits = 0;
  let isFollowed = true;
  let quotaRefusals = 0;
  let dropped = 0;

  function note(one: Taken): void {
    taken.push(one);
    onTaken(one);
  }

  /** Runs one call under the next mood; `take` refuses or takes. */
  function call(key: string, take: () => void) {
    const mood = moods.shift() ?? 'well';
    if (mood === 'never') throw new ChannelError('unreachable', 'ECONNREFUSED');
    if (mood === 'busy') throw new ChannelError('busy', '45011');
    take();
    if (mood !== 'lost') return { at: new Date(now()) };
    lostFor.set(key, (lostFor.get(key) ?? 0) + 1);
    throw new ChannelError('unreachable', 'TimeoutError');
  }

  function refuseQuota(code: 'window_closed' | 'no_consent' | 'busy', detail: string): never {
    quotaRefusals += 1;
    throw new ChannelError(code, detail);
  }

  function takeFromWindow(channel: ChannelName): void {
    const window = windows.get(channel);
    if (window === undefined || now() > window.until) refuseQuota('window_closed', '45015');
    if (window.left === 0) refuseQuota('window_closed', '45047');
    window.left -= 1;
  }

  function takeWords(channel: ChannelName, key: string): void {
    if (channel === 'official-account' && !isFollowed) throw new ChannelError('blocked', '43004');
    if (channel === 'wecom-kf' && kfKeys.has(key)) return;
    if (channel === 'wecom') {
      wecomTimes.push(now());
      const within = (ms: number) => wecomTimes.filter((at) => now() - at < ms).length;
      if (within(60_000) > 30 || within(hourMs) > 1000) dropped += 1;
    } else takeFromWindow(channel);
    kfKeys.add(key);
    note({ key, what: 'words', channel, at: now() });
  }

  function takeTemplate(key: string): void {
    if (!isFollowed) throw new ChannelError('blocked', '43004');
    if (now() - (templateKeys.get(key) ?? -Infinity) < 600_000) return;
    const day = Math.floor((now() + 8 * hourMs) / dayMs);
    const sent = templates.get(day) ?? templatesSentBefore;
    if (sent >= 100_000) refuseQuota('busy', '45009');
    templates.set(day, sent + 1);
    templateKeys.set(key, now());
    note({ key, what: 'nudge', channel: 'official-account', at: now() });
  }

  function takeSubscription(key: string): void {
    if (credits === 0) refuseQuota('no_consent', '43101');
    credits -= 1;
    note({ key, what: 'nudge', channel: 'official-account', at: now() });
  }

  /** `beforeCall` may end the process before the platform hears, `afterCall` once it did. */
  function openChannel(name: ChannelName, pass: (work: () => unknown) => Promise<void>): Channel {
    const run = async (key: string, take: () => void) => {
      let receipt = { at: new Date(now()) };
      await pass(() => {
        receipt = call(key, take);
      });
      return receipt;
    };
    return {
      name,
      send: (_user, _words, key) => run(key, () => takeWords(name, key)),
      countMessages: countParts,
      ...(name === 'official-account' && {
        nudges: {
          subscription: {
            templateId: 'T1',
            send: (_user, _nudge, key) => run(key, () => takeSubscription(key)),
          },
          template: { send: (_user, _nudge, key) => run(key, () => takeTemplate(key)) },
        },
      }),
    };
  }

  return {
    openChannel,
    /** The person does something; the newest act replaces what was left. */
    act(channel: ChannelName, act: Act): void {
      if (channel === 'official-account') {
        isFollowed = true;
        const isLong = act === 'message';
        windows.set(channel, {
          until: now() + (isLong ? 48 * hourMs : 60_000),
          left: isLong ? 5 : 3,
        });
      } else if (act === 'message') {
        windows.set(channel, { until: now() + 48 * hourMs, left: 5 });
      }
    },
    consent: () => void (credits += 1),
    leave: () => void (isFollowed = false),
    setMoods: (next: readonly Mood[]) => void moods.splice(0, moods.length, ...next),
    countTaken: (key: string, what: Taken['what']) =>
      taken.filter((one) => toRowIds(one.key).includes(key) && one.what === what).length,
    lostAnswers: (key?: string) =>
      key === undefined
        ? [...lostFor.values()].reduce((sum, count) => sum + count, 0)
        : [...lostFor]
            .filter(([sent]) => toRowIds(sent).includes(key))
            .reduce((sum, [, count]) => sum + count, 0),
    quotaRefusals: () => quotaRefusals,
    dropped: () => dropped,
  };
}

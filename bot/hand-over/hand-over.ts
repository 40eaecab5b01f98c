import type { ChannelName } from '../message.ts';
import type { StaffName, Summary } from './summary.ts';

/** What called for a person. */
export const handOverCauses = ['words', 'button', 'misunderstood', 'console'] as const;
export type HandOverCause = (typeof handOverCauses)[number];

/** In whose hands a conversation is; `servicer`: the bureau's staff on the platform itself. The bot speaks under `bot` only. */
export type Hands =
  | { readonly kind: 'bot' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'person'; readonly by: StaffName; readonly since: Date }
  | { readonly kind: 'servicer'; readonly since: Date };

export const handOverStepKinds = [
  'asked',
  'taken',
  'taken_on_platform',
  'passed',
  'released',
  'closed',
  'left',
  'left_message',
  'gave_up',
  'went_quiet',
  'ended_on_platform',
] as const;

/** One change of hands; `summary` is what the next one needs to know. */
export type HandOverStep = {
  readonly kind: (typeof handOverStepKinds)[number];
  readonly at: Date;
  readonly by?: StaffName;
  readonly to?: StaffName;
  readonly cause?: HandOverCause;
  readonly note?: string;
  readonly summary?: Summary;
};

/** Words that the person is still to be told; projected into the outbox under `<person>-ho-<seq>`. */
export type OwedWords = Sentence & { readonly seq: number; readonly at: Date };

/** An i18n key and its values. */
export type Sentence = {
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
};

/**
 * Who speaks with one person, and how that came. Document: `hand_overs`, `_id` = the person's id, leading: what the
 * person is told of it is projected from `owed`.
 */
export type HandOver = {
  readonly personId: string;
  readonly version: number;
  readonly hands: Hands;
  /** The channel in which the person spoke last. */
  readonly channel: ChannelName;
  /** Since when a person is called for, or was the last time. */
  readonly askedAt: Date;
  /** The messages that asked, and that led back, so that a repeat decides the same. */
  readonly askedBy?: string;
  readonly leftBy?: string;
  /** When the person, and when a member of staff, last said something in this exchange. */
  readonly personAt?: Date;
  readonly staffAt?: Date;
  /** The place in the queue that the person was told last, and when. */
  readonly toldPosition?: number;
  readonly toldAt?: Date;
  /** When the person was last told that it takes longer. */
  readonly toldDelayAt?: Date;
  /** Staff asked whether they may file the draft; until the person answers. */
  readonly draftAskedAt?: Date;
  /** The message that answered it. */
  readonly draftBy?: string;
  /** Why the platform's own servicers were not given the session; it stays in our queue. */
  readonly platformRefusal?: string;
  /** The ticket that the exchange belongs to. */
  readonly ticketId?: string;
  /** Outbox ids of what staff said in this exchange. */
  readonly said: readonly string[];
  /** The last line that staff have seen. */
  readonly readSeq: number;
  readonly history: readonly HandOverStep[];
  readonly owed: readonly OwedWords[];
  /** Counts all words ever owed. */
  readonly owedCount: number;
  readonly updatedAt: Date;
};

export type HandOverErrorCode =
  | 'conversation_unknown'
  | 'conversation_taken'
  | 'conversation_not_yours'
  | 'conversation_busy'
  | 'conversation_no_draft';

/** The refusal of a change of hands; `by` says who has the conversation. */
export class HandOverError extends Error {
  readonly code: HandOverErrorCode;
  readonly by: string | undefined;
  constructor(code: HandOverErrorCode, by?: string) {
    super(code);
    this.name = 'HandOverError';
    this.code = code;
    this.by = by;
  }
}

const keptSteps = 60;

/** Somebody of whom no person was ever called for. */
export function newHandOver(personId: string, channel: ChannelName, at: Date): HandOver {
  return {
    personId,
    version: 0,
    hands: { kind: 'bot' },
    channel,
    askedAt: at,
    said: [],
    readSeq: 0,
    history: [],
    owed: [],
    owedCount: 0,
    updatedAt: at,
  };
}

/** True while nobody but the bot speaks with the person. */
export function isWithBot(handOver: HandOver | undefined): boolean {
  return handOver === undefined || handOver.hands.kind === 'bot';
}

/** With one more step of history. */
export function addStep(handOver: HandOver, step: HandOverStep): HandOver {
  const history = [...handOver.history, step].slice(-keptSteps);
  return { ...handOver, history, updatedAt: step.at };
}

/** With one more sentence that the person is to be told. */
export function owe(handOver: HandOver, sentence: Sentence, at: Date): HandOver {
  const owedCount = handOver.owedCount + 1;
  return {
    ...handOver,
    owed: [...handOver.owed, { ...sentence, seq: owedCount, at }],
    owedCount,
    updatedAt: at,
  };
}

/** The steps since a person was last called for. */
export function listExchangeSteps({ history }: HandOver): readonly HandOverStep[] {
  const opened = history.findLastIndex(
    ({ kind, cause }) => kind === 'asked' || (kind === 'taken' && cause === 'console'),
  );
  return history.slice(Math.max(0, opened));
}

/** The waits that ended with somebody's coming, each with its end. */
export function listWaits({ history }: HandOver): readonly { takenAt: Date; waitedMs: number }[] {
  let askedAt: Date | undefined;
  return history.flatMap(({ kind, at }) => {
    if (kind === 'asked') askedAt = at;
    if (askedAt === undefined || !isTaking(kind)) return [];
    const waited = { takenAt: at, waitedMs: at.getTime() - askedAt.getTime() };
    askedAt = undefined;
    return [waited];
  });
}

function isTaking(kind: HandOverStep['kind']): boolean {
  return kind === 'taken' || kind === 'taken_on_platform';
}

/** How long the person of this exchange waited; undefined when nobody came or they did not ask. */
export function findWaitMs(handOver: HandOver): number | undefined {
  return listWaits(handOver).find(({ takenAt }) => takenAt >= handOver.askedAt)?.waitedMs;
}

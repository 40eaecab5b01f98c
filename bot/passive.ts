import type { ChannelName } from './message.ts';
import type { OutboxRow, OutboxStore } from './stores.ts';
import { countHan, mostHan } from './elderly.ts';
import { toPlainText } from './plain-text.ts';

/** An answer that may be written into the platform's own request. `confirm` is called once it was written. */
export type PassiveAnswer = { readonly text: string; readonly confirm: () => Promise<void> };

/**
 * The short time in which a request still waits for its answer. The walk claims rows for it only while it
 * is open; a claim that comes too late is given back.
 */
export type PassiveSlot = {
  readonly messageId: string;
  readonly maxBytes: number;
  readonly isOpen: () => boolean;
  /** False when the request has already been answered. */
  readonly offer: (answer: PassiveAnswer) => boolean;
  /** Answers the request without words: what comes later is pushed. */
  readonly close: () => void;
};

/** Opens a slot; `answer` resolves with what was offered, or undefined once closed or out of time. */
export function openPassiveSlot(
  messageId: string,
  budgetMs: number,
  maxBytes: number,
): {
  readonly slot: PassiveSlot;
  readonly answer: Promise<PassiveAnswer | undefined>;
  readonly close: () => void;
} {
  let isOpen = true;
  let settle: (answer: PassiveAnswer | undefined) => void;
  const answer = new Promise<PassiveAnswer | undefined>((resolve) => {
    settle = resolve;
  });
  const finish = (value: PassiveAnswer | undefined): boolean => {
    if (!isOpen) return false;
    isOpen = false;
    clearTimeout(timer);
    settle(value);
    return true;
  };
  const timer = setTimeout(() => finish(undefined), budgetMs);
  return {
    slot: {
      messageId,
      maxBytes,
      isOpen: () => isOpen,
      offer: finish,
      close: () => void finish(undefined),
    },
    answer,
    close: () => void finish(undefined),
  };
}

/** The one text that holds all rows' words, undefined when there is none or it does not fit. */
export function joinForPassive(
  rows: readonly Pick<OutboxRow, 'words'>[],
  maxBytes: number,
): string | undefined {
  const texts = rows.flatMap(({ words }) => (words === undefined ? [] : [toPlainText(words)]));
  if (texts.length === 0 || texts.length < rows.length) return undefined;
  const text = texts.join('\n\n');
  // Several short messages of the elderly mode are not made one long one.
  const isElderly = rows.some(({ words }) => words?.manner === 'elderly');
  if (isElderly && texts.length > 1 && countHan(text) > mostHan) return undefined;
  return Buffer.byteLength(text) <= maxBytes ? text : undefined;
}

/** The answer of these rows: once it was written, each is recorded as sent. */
export function toPassiveAnswer(
  text: string,
  rows: readonly Pick<OutboxRow, 'id'>[],
  channel: ChannelName,
  { outbox, now }: { readonly outbox: Pick<OutboxStore, 'recordSent'>; readonly now: () => Date },
): PassiveAnswer {
  return {
    text,
    async confirm() {
      const receipt = { at: now(), channel };
      await Promise.all(rows.map(({ id }) => outbox.recordSent(id, receipt)));
    },
  };
}

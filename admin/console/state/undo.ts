import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { TicketAction } from '../../../tickets/index.ts';
import type { TicketView } from '../../routes/ticket.schema.ts';
import { takeAction } from '../take-action.ts';

type Offer = {
  readonly number: string;
  readonly version: number;
  readonly action: TicketAction;
  readonly seconds: number;
  readonly endsAt: number;
};

/** The last action of this user and how long it can still be taken back. */
export const useUndo = defineStore('undo', () => {
  const offer = shallowRef<Offer>();
  /** The ticket whose last action was just taken back. */
  const undone = shallowRef<TicketView>();
  const nowMs = ref(Date.now());
  let timer: number | undefined;
  let latest: Promise<void> = Promise.resolve();

  function clear(): void {
    offer.value = undefined;
    window.clearInterval(timer);
  }

  /** Begins the countdown that the API's answer allows. */
  function offerUndo(view: TicketView, action: TicketAction): void {
    if (view.undoLeftMs === undefined || action === 'undo') return;
    nowMs.value = Date.now();
    offer.value = {
      number: view.number,
      version: view.version,
      action,
      seconds: Math.ceil(view.undoLeftMs / 1000),
      endsAt: nowMs.value + view.undoLeftMs,
    };
    timer = window.setInterval(() => {
      nowMs.value = Date.now();
      if (offer.value !== undefined && offer.value.endsAt <= nowMs.value) clear();
    }, 500);
  }

  return {
    offer,
    undone,
    secondsLeft: computed(() =>
      offer.value === undefined ? 0 : Math.ceil((offer.value.endsAt - nowMs.value) / 1000),
    ),
    clear,
    /** Follows an action on its way: from now on it alone can be taken back, also before its answer is here. */
    follow(sent: Promise<TicketView>, action: TicketAction): void {
      clear();
      const followed: Promise<void> = sent.then(
        (view) => (latest === followed ? offerUndo(view, action) : undefined),
        // Whoever sent it says what went wrong.
        () => undefined,
      );
      latest = followed;
    },
    /** Takes the last action back; answers the ticket as it was, undefined when there is nothing to undo. */
    async undo(): Promise<TicketView | undefined> {
      await latest;
      const { number, version } = offer.value ?? {};
      clear();
      if (number === undefined || version === undefined) return undefined;
      undone.value = await takeAction(number, { action: 'undo', version });
      return undone.value;
    },
  };
});

import { computed, ref, shallowRef } from 'vue';
import type { TicketAction } from '../../tickets/index.ts';
import type { TicketView } from '../routes/ticket.schema.ts';
import type { TicketRow } from '../routes/tickets.schema.ts';
import type { ActionInput } from './action-form.ts';
import { call, toQuery } from './api.ts';
import { toErrorText } from './errors.ts';
import { takeAction } from './take-action.ts';

const batchSize = 50;
const refillBelow = 10;

/** What went wrong with an item that was already left behind. */
export type Failure = { readonly number: string; readonly text: string };

/**
 * The received tickets, oldest first. An action is sent while the next item is already on screen; what fails comes
 * back to the front with its reason.
 */
export function createTriageQueue(
  onSent: (sent: Promise<TicketView>, action: TicketAction) => void,
) {
  const rows = shallowRef<readonly TicketRow[]>([]);
  const current = shallowRef<TicketView>();
  const failures = ref<readonly Failure[]>([]);
  const total = ref(0);
  const done = ref(0);
  const isLoading = ref(true);
  const error = shallowRef<unknown>();
  /** Acted on or skipped in this sitting. */
  const left = new Set<string>();
  const prefetched = new Map<string, Promise<TicketView>>();
  let isRefilling = false;

  function fetchTicket(number: string): Promise<TicketView> {
    const known = prefetched.get(number);
    if (known !== undefined) return known;
    const fetched = call<TicketView>('GET', `/tickets/${number}`);
    prefetched.set(number, fetched);
    // Whoever shows it reports the failure; here only the cache is cleared.
    fetched.catch(() => prefetched.delete(number));
    return fetched;
  }

  async function refill(isBackground = false): Promise<void> {
    if (isRefilling) return;
    isRefilling = true;
    try {
      // Those left behind are still received on the server for a moment: look past them.
      const query = toQuery({
        status: 'received',
        order: 'oldest',
        pageSize: batchSize + Math.min(left.size, 50),
      });
      const found = await call<{ items: TicketRow[]; total: number }>('GET', `/tickets?${query}`, {
        isBackground,
      });
      rows.value = found.items.filter(({ number }) => !left.has(number));
      total.value = found.total;
      error.value = undefined;
      if (current.value === undefined) await show();
    } catch (thrown) {
      if (!isBackground) error.value = thrown;
    } finally {
      isRefilling = false;
      isLoading.value = false;
    }
  }

  /** Puts the first row on screen and fetches the one after it. */
  async function show(): Promise<void> {
    const [first, second] = rows.value;
    current.value = undefined;
    if (first === undefined) return;
    const view = await fetchTicket(first.number);
    if (rows.value[0]?.number === first.number) current.value = view;
    if (second !== undefined) fetchTicket(second.number).catch(() => undefined);
  }

  async function leave(number: string): Promise<void> {
    left.add(number);
    prefetched.delete(number);
    rows.value = rows.value.filter((row) => row.number !== number);
    await show();
    if (rows.value.length < refillBelow) await refill(true);
  }

  async function takeBack(view: TicketView): Promise<void> {
    left.delete(view.number);
    prefetched.set(view.number, Promise.resolve(view));
    rows.value = [view, ...rows.value.filter(({ number }) => number !== view.number)];
    await show();
  }

  return {
    current,
    failures,
    done,
    isLoading,
    error,
    refill,
    /** How many wait, as far as this sitting knows. */
    waiting: computed(() => Math.max(rows.value.length, total.value - done.value)),
    dismiss(number: string): void {
      failures.value = failures.value.filter((failure) => failure.number !== number);
    },
    skip: () => (current.value === undefined ? undefined : leave(current.value.number)),
    /** Sends the action and shows the next item without waiting for the answer. */
    take(action: TicketAction, input: ActionInput = {}): Promise<void> | undefined {
      const view = current.value;
      if (view === undefined) return undefined;
      const { number, version } = view;
      done.value += 1;
      const sent = takeAction(number, { action, ...input, version });
      onSent(sent, action);
      sent.catch(async (thrown: unknown) => {
        done.value -= 1;
        failures.value = [...failures.value, { number, text: toErrorText(thrown) }];
        await takeBack(await call<TicketView>('GET', `/tickets/${number}`));
      });
      return leave(number);
    },
    /** 分拣: the item stays on screen under its new area or kind. */
    async sort(values: Readonly<Record<string, string>>): Promise<void> {
      const view = current.value;
      if (view === undefined) return;
      const { number, version } = view;
      try {
        const sorted = await takeAction(number, { action: 'sort', values, version });
        prefetched.set(number, Promise.resolve(sorted));
        if (current.value?.number === number) current.value = sorted;
      } catch (thrown) {
        failures.value = [...failures.value, { number, text: toErrorText(thrown) }];
        prefetched.delete(number);
        await show();
      }
    },
    async restore(view: TicketView): Promise<void> {
      done.value = Math.max(0, done.value - 1);
      await takeBack(view);
    },
  };
}

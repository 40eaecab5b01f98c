import { ElMessage } from 'element-plus';
import { computed, ref, shallowRef, type ShallowRef } from 'vue';
import type { TicketView } from '../routes/ticket.schema.ts';
import { ApiError } from './api.ts';
import { toChangeText } from './change-text.ts';
import { toErrorText } from './errors.ts';

/** Where something is written: at once by a button, in a dialog, or in the answer box. */
export type WritingPlace = 'page' | 'dialog' | 'answer';

/**
 * Writes to one ticket, one at a time. What is written in a dialog or the answer box goes out on the version that was
 * on screen when it was begun, also when the page has been refreshed since: when somebody else was first the page
 * shows the new state and, in words, what they changed; what was written here stays where it was written.
 */
export function useTicketWork(
  ticket: ShallowRef<TicketView | undefined>,
  load: (isBackground: boolean) => Promise<void>,
) {
  const isSending = ref(false);
  const problem = ref('');
  const place = ref<WritingPlace>('page');
  const changed = shallowRef<NonNullable<ApiError['problem']['changed']>>();
  /** The version that was on screen when the writing there began. */
  const begun = new Map<WritingPlace, number>();

  /** Something begins to be written there, on what is on screen now. */
  function begin(where: WritingPlace): void {
    if (ticket.value !== undefined) begun.set(where, ticket.value.version);
  }

  /** Takes over the answer to a step of one's own, which is no news to what is being written elsewhere. */
  function adopt(view: TicketView): void {
    for (const [where, version] of begun) {
      if (version === view.version - 1) begun.set(where, view.version);
    }
    ticket.value = view;
  }

  /** False when it was refused. */
  async function write(
    where: WritingPlace,
    send: (version: number) => Promise<TicketView>,
  ): Promise<boolean> {
    if (ticket.value === undefined || isSending.value) return false;
    isSending.value = true;
    problem.value = '';
    place.value = where;
    try {
      const view = await send(begun.get(where) ?? ticket.value.version);
      begun.delete(where);
      adopt(view);
      changed.value = undefined;
      return true;
    } catch (thrown) {
      await explain(where, thrown);
      return false;
    } finally {
      isSending.value = false;
    }
  }

  async function explain(where: WritingPlace, thrown: unknown): Promise<void> {
    problem.value = toErrorText(thrown);
    if (thrown instanceof ApiError && thrown.code === 'ticket_version_conflict') {
      changed.value = thrown.problem.changed ?? [];
      await load(true);
      // From here on the changes have been said.
      begin(where);
    } else if (where !== 'dialog') {
      ElMessage.error(problem.value);
    }
  }

  return {
    isSending,
    problem,
    place,
    /** What others did, one line each; undefined while nobody was first. */
    changes: computed(() => changed.value?.map(toChangeText)),
    begin,
    adopt,
    write,
    /** The notes on the last try are not shown any more. */
    forget(): void {
      problem.value = '';
      changed.value = undefined;
    },
  };
}

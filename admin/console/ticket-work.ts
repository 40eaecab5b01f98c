import { ElMessage } from 'element-plus';
import { computed, ref, shallowRef, type ShallowRef } from 'vue';
import type { TicketView } from '../routes/ticket.schema.ts';
import { ApiError } from './api.ts';
import { toChangeText } from './change-text.ts';
import { toErrorText } from './errors.ts';

/**
 * Writes to one ticket, one at a time, on the version that is on screen. When somebody else was first the page shows
 * the new state and, in words, what they changed; what was written here stays where it was written.
 */
export function useTicketWork(
  ticket: ShallowRef<TicketView | undefined>,
  load: (isBackground: boolean) => Promise<void>,
) {
  const isSending = ref(false);
  const problem = ref('');
  const changed = shallowRef<NonNullable<ApiError['problem']['changed']>>();

  /** False when it was refused; said in a message where no dialog shows `problem`. */
  async function write(
    send: (version: number) => Promise<TicketView>,
    isInDialog: boolean,
  ): Promise<boolean> {
    if (ticket.value === undefined || isSending.value) return false;
    isSending.value = true;
    problem.value = '';
    try {
      ticket.value = await send(ticket.value.version);
      changed.value = undefined;
      return true;
    } catch (thrown) {
      problem.value = toErrorText(thrown);
      if (thrown instanceof ApiError && thrown.code === 'ticket_version_conflict') {
        changed.value = thrown.problem.changed ?? [];
        await load(true);
      } else if (!isInDialog) {
        ElMessage.error(problem.value);
      }
      return false;
    } finally {
      isSending.value = false;
    }
  }

  return {
    isSending,
    problem,
    /** What others did, one line each; undefined while nobody was first. */
    changes: computed(() => changed.value?.map(toChangeText)),
    write,
    forget(): void {
      problem.value = '';
      changed.value = undefined;
    },
  };
}

import { shallowRef, watch, type ShallowRef } from 'vue';
import type { DocumentView } from '../routes/documents.schema.ts';
import type { TicketView } from '../routes/ticket.schema.ts';
import { call } from './api.ts';

/** By when the document's ticket has to move on; undefined without a ticket, or where it may not be seen. */
export function useApprovalLimit(document: ShallowRef<DocumentView | undefined>) {
  const limit = shallowRef<Pick<TicketView, 'light' | 'dueAt' | 'isPaused'>>();
  watch(
    () => document.value?.ticketNumber,
    async (number) => {
      limit.value =
        number === undefined
          ? undefined
          : await call<TicketView>('GET', `/tickets/${number}`, { isBackground: true }).catch(
              () => undefined,
            );
    },
    { immediate: true },
  );
  return limit;
}

import { onBeforeUnmount, watch, type Ref } from 'vue';
import type { StepView, TicketView } from '../routes/ticket.schema.ts';

const lookAgainMs = 2000;

/** Looks again while a notice is on its way: that it arrived is no new version of the ticket, so no event tells it. */
export function followDelivery(
  ticket: Readonly<Ref<TicketView | undefined>>,
  look: () => Promise<void>,
): void {
  let timer: number | undefined;
  watch(ticket, (view) => {
    window.clearTimeout(timer);
    if (view?.history.some(isOnItsWay)) timer = window.setTimeout(() => void look(), lookAgainMs);
  });
  onBeforeUnmount(() => window.clearTimeout(timer));
}

function isOnItsWay({ told }: StepView): boolean {
  return told.delivery?.state === 'undoable' || told.delivery?.state === 'waiting';
}

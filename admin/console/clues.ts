import { shallowRef, watch } from 'vue';
import type { CluesView } from '../routes/contact.schema.ts';
import { call } from './api.ts';
import { useDelay } from './delay.ts';

const pauseMs = 500;

/** What in words that are being written would give the reporter of a ticket away, looked up whenever the keys pause. */
export function useClues(number: () => string, toWords: () => string) {
  const clues = shallowRef<CluesView['clues']>([]);
  const later = useDelay(pauseMs);
  watch(toWords, () => later(() => void look()));

  async function look(): Promise<void> {
    const words = toWords().trim();
    if (words === '') {
      clues.value = [];
      return;
    }
    const path = `/tickets/${number()}/contact/clues`;
    const found = await call<CluesView>('POST', path, { body: { words } });
    if (words === toWords().trim()) clues.value = found.clues;
  }

  return { clues, look };
}

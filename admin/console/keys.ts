import { onBeforeUnmount, onMounted, ref, watch } from 'vue';

const storageKey = 'duxin-keys';
/** Single keys can be switched off on this machine: speech input and tremor press them unasked. */
export const areKeysOn = ref(localStorage.getItem(storageKey) !== 'off');
watch(areKeysOn, (isOn) => localStorage.setItem(storageKey, isOn ? 'on' : 'off'));

/** Runs the handler of a key while the component is on screen; not while somebody types or a dialog is open. */
export function useKeys(handlers: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!areKeysOn.value && event.key !== 'Escape') return;
    if (isTyping(event.target) || isDialogOpen()) return;
    if (event.key === 'Enter' && isPressable(event.target)) return;
    const handler = handlers[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (handler === undefined) return;
    event.preventDefault();
    handler(event);
  }
  onMounted(() => window.addEventListener('keydown', onKey));
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey));
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** Enter on a button or link presses it. */
function isPressable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, a, summary') !== null;
}

function isDialogOpen(): boolean {
  return [...document.querySelectorAll<HTMLElement>('[role="dialog"]')].some(
    (dialog) => dialog.offsetParent !== null || dialog.getClientRects().length > 0,
  );
}

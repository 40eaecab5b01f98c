import type { Ref } from 'vue';
import { useKeys } from './keys.ts';

/** J and K walk through the rows of a list by their links, [ and ] through its pages. */
export function useRowKeys(
  list: Readonly<Ref<HTMLElement | null>>,
  turnPage: (by: 1 | -1) => void,
): void {
  function move(by: 1 | -1): void {
    const links = [...(list.value?.querySelectorAll<HTMLElement>('tbody a.open') ?? [])];
    const now = links.findIndex((link) => link === document.activeElement);
    const next = now < 0 ? 0 : Math.min(links.length - 1, Math.max(0, now + by));
    links[next]?.focus();
  }
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ']': () => turnPage(1),
    '[': () => turnPage(-1),
  });
}

import type { Ref } from 'vue';
import { useKeys } from './keys.ts';

/** The pages of a list: the one on screen, how many entries there are on all, and the way to another. */
type Pages = {
  readonly page: Readonly<Ref<number>>;
  readonly size: number;
  readonly countAll: () => number;
  readonly turnTo: (page: number) => void;
};

/** J and K walk through the rows of a list by their links, [ and ] through its pages where it has some. */
export function useRowKeys(list: Readonly<Ref<HTMLElement | null>>, pages?: Pages): void {
  function move(by: 1 | -1): void {
    const links = [...(list.value?.querySelectorAll<HTMLElement>('tbody a.open') ?? [])];
    const now = links.findIndex((link) => link === document.activeElement);
    const next = now < 0 ? 0 : Math.min(links.length - 1, Math.max(0, now + by));
    links[next]?.focus();
  }

  function turn(by: 1 | -1): void {
    if (pages === undefined) return;
    const { page, size, countAll, turnTo } = pages;
    const last = Math.max(1, Math.ceil(countAll() / size));
    const next = Math.min(last, Math.max(1, page.value + by));
    if (next !== page.value) turnTo(next);
  }

  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ']': () => turn(1),
    '[': () => turn(-1),
  });
}

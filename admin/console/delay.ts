import { onBeforeUnmount } from 'vue';

/** Runs the last of many calls once they have paused for `ms`, and none after the page has gone. */
export function useDelay(ms: number) {
  let timer: number | undefined;
  onBeforeUnmount(() => window.clearTimeout(timer));
  return (act: () => void): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(act, ms);
  };
}

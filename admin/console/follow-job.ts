import { onBeforeUnmount, type ShallowRef } from 'vue';
import { call } from './api.ts';

const pollEveryMs = 700;

/** Asks for a job again and again while it is under way; a lost connection is no end of it. */
export function useFollowing<Job extends { readonly id: string }>(
  job: ShallowRef<Job | undefined>,
  path: string,
  isUnderWay: (job: Job) => boolean,
) {
  let timer: number | undefined;

  function stop(): void {
    window.clearTimeout(timer);
  }

  function follow(): void {
    stop();
    if (job.value === undefined || !isUnderWay(job.value)) return;
    timer = window.setTimeout(() => void look(), pollEveryMs);
  }

  async function look(): Promise<void> {
    const running = job.value;
    if (running === undefined) return;
    const found = await call<Job>('GET', `${path}/${running.id}`, { isBackground: true }).catch(
      () => running,
    );
    // Meanwhile another one may be on screen.
    if (job.value?.id === running.id) job.value = found;
    follow();
  }

  onBeforeUnmount(stop);
  return { follow, stop };
}

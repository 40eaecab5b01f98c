import { computed, ref, shallowRef } from 'vue';
import type { TicketImportView, TicketPreviewView } from '../routes/ticket-imports.schema.ts';
import { ApiError, call } from './api.ts';
import { toErrorText } from './errors.ts';
import { useFollowing } from './follow-job.ts';
import { hasWords, t } from './words.ts';

export type TicketChoices = TicketImportView['choices'];

/** One import of tickets on screen: its file goes up, what it would do is shown, its run and its undoing are followed. */
export function useTicketImport(whenOpened: (id: string) => void) {
  const job = shallowRef<TicketImportView>();
  const preview = shallowRef<TicketPreviewView>();
  const problem = ref('');
  const isBusy = ref(false);

  const isOpen = computed(() => job.value?.status === 'open' || job.value?.status === 'failed');
  const { follow, stop } = useFollowing(
    job,
    '/ticket-imports',
    ({ status }) => status === 'running' || status === 'undoing',
  );

  /** One thing at a time; what goes wrong is said on the page. */
  async function attempt(work: () => Promise<void>): Promise<void> {
    problem.value = '';
    isBusy.value = true;
    try {
      await work();
    } catch (error) {
      problem.value = toProblemText(error);
    } finally {
      isBusy.value = false;
    }
  }

  async function readPreview(id: string): Promise<void> {
    preview.value = await call<TicketPreviewView>('GET', `/ticket-imports/${id}/preview`);
    job.value = preview.value.job;
  }

  const show = (id: string) =>
    attempt(async () => {
      job.value = await call<TicketImportView>('GET', `/ticket-imports/${id}`);
      if (isOpen.value) await readPreview(id);
      else follow();
    });

  const upload = (file: File) =>
    attempt(async () => {
      preview.value = undefined;
      job.value = await call<TicketImportView>('POST', '/ticket-imports', { file });
      whenOpened(job.value.id);
      await readPreview(job.value.id);
    });

  const choose = (choices: TicketChoices) =>
    attempt(async () => {
      if (job.value === undefined) return;
      const { id } = job.value;
      await call('PUT', `/ticket-imports/${id}/choices`, { body: choices });
      await readPreview(id);
    });

  const act = (action: 'start' | 'undo') =>
    attempt(async () => {
      if (job.value === undefined) return;
      job.value = await call<TicketImportView>('POST', `/ticket-imports/${job.value.id}/${action}`);
      follow();
    });

  const discard = () =>
    attempt(async () => {
      if (job.value === undefined) return;
      await call('POST', `/ticket-imports/${job.value.id}/discard`);
      leave();
    });

  function leave(): void {
    stop();
    job.value = undefined;
    preview.value = undefined;
    problem.value = '';
  }

  return { job, preview, problem, isBusy, isOpen, show, upload, choose, act, discard, leave };
}

/** A file that cannot be read says why in the words that all imports have for it. */
function toProblemText(error: unknown): string {
  const fault = error instanceof ApiError ? (error.problem.detail ?? '') : '';
  return hasWords(`import.file_fault.${fault}`)
    ? t(`import.file_fault.${fault}`)
    : toErrorText(error);
}

import { computed, ref, shallowRef } from 'vue';
import type { ImportView, PreviewView } from '../routes/imports.schema.ts';
import { call } from './api.ts';
import { toErrorText } from './errors.ts';
import { useFollowing } from './follow-job.ts';
import { t } from './words.ts';

export type Choice = {
  readonly source: string;
  readonly kind?: string;
  readonly columns?: Readonly<Record<string, number>>;
  readonly isAccepted?: boolean;
};

/** One import on screen: its files go up one by one, what it would do is shown, and its progress is followed. */
export function useImportJob(whenOpened: (id: string) => void) {
  const job = shallowRef<ImportView>();
  const preview = shallowRef<PreviewView>();
  const upload = shallowRef<{ readonly done: number; readonly total: number }>();
  const problems = ref<readonly string[]>([]);
  const isReading = ref(false);
  const { follow, stop } = useFollowing(job, '/imports', ({ status }) => status === 'running');
  let lastSave = Promise.resolve();

  const isOpen = computed(() => job.value?.status === 'open' || job.value?.status === 'failed');

  function note(error: unknown): void {
    problems.value = [toErrorText(error)];
  }

  async function show(id: string): Promise<void> {
    problems.value = [];
    try {
      job.value = await call<ImportView>('GET', `/imports/${id}`);
      if (isOpen.value) await readPreview();
      else follow();
    } catch (error) {
      note(error);
    }
  }

  async function readPreview(): Promise<void> {
    if (job.value === undefined || job.value.files.length === 0) return;
    isReading.value = true;
    try {
      preview.value = await call<PreviewView>('GET', `/imports/${job.value.id}/preview`);
      job.value = preview.value.job;
    } catch (error) {
      note(error);
    } finally {
      isReading.value = false;
    }
  }

  async function addFiles(files: readonly File[]): Promise<void> {
    problems.value = [];
    try {
      job.value ??= await call<ImportView>('POST', '/imports');
    } catch (error) {
      note(error);
      return;
    }
    const { id } = job.value;
    upload.value = { done: 0, total: files.length };
    for (const file of files) {
      try {
        job.value = await call<ImportView>('POST', `/imports/${id}/files`, { file });
      } catch (error) {
        const problem = t('import.upload_failed', { name: file.name, error: toErrorText(error) });
        problems.value = [...problems.value, problem];
      }
      upload.value = { done: upload.value.done + 1, total: files.length };
    }
    upload.value = undefined;
    whenOpened(id);
    await readPreview();
  }

  /** One after another: what is chosen quickly arrives in its order. */
  function save(body: object): Promise<void> {
    lastSave = lastSave.then(() => saveNext(body));
    return lastSave;
  }

  async function saveNext(body: object): Promise<void> {
    if (job.value === undefined) return;
    try {
      job.value = await call<ImportView>('PUT', `/imports/${job.value.id}/choices`, { body });
      await readPreview();
    } catch (error) {
      note(error);
    }
  }

  async function start(): Promise<void> {
    if (job.value === undefined) return;
    problems.value = [];
    try {
      job.value = await call<ImportView>('POST', `/imports/${job.value.id}/start`);
      follow();
    } catch (error) {
      note(error);
    }
  }

  function leave(): void {
    stop();
    job.value = undefined;
    preview.value = undefined;
    problems.value = [];
  }

  return {
    job,
    preview,
    upload,
    problems,
    isReading,
    isOpen,
    show,
    addFiles,
    choose: (choice: Choice) => save({ choices: [choice] }),
    setCheckedThrough: (checkedThrough: string) => save({ choices: [], checkedThrough }),
    start,
    leave,
  };
}

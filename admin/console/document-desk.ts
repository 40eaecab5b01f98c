import { ElMessage } from 'element-plus';
import { computed, ref, shallowRef } from 'vue';
import type { DocumentView } from '../routes/documents.schema.ts';
import { ApiError, call } from './api.ts';
import { toDraftText, toDraftValues, type DraftText } from './document-text.ts';
import { toErrorText } from './errors.ts';
import { t } from './words.ts';

export type DocumentStep = 'submit' | 'approve' | 'return' | 'sign' | 'void';

/** One document before one member of staff: what is stored, and what they wrote over it. */
export function useDocumentDesk(id: string) {
  const document = shallowRef<DocumentView>();
  const text = ref<DraftText>();
  const error = shallowRef<unknown>();
  const problem = ref('');
  const isBusy = ref(false);
  const stored = ref('');
  const isChanged = computed(
    () => text.value !== undefined && JSON.stringify(text.value) !== stored.value,
  );
  const canEdit = computed(() => document.value?.allowed.includes('edit') ?? false);
  const path = `/documents/${encodeURIComponent(id)}`;

  /** Takes over what the API answered; what is being written stays when somebody else was first. */
  function adopt(view: DocumentView, keepsText = false): void {
    document.value = view;
    const fresh = toDraftText(view);
    stored.value = JSON.stringify(fresh);
    if (!keepsText) text.value = fresh;
  }

  async function load(keepsText = false): Promise<void> {
    try {
      adopt(await call<DocumentView>('GET', path), keepsText);
      error.value = undefined;
    } catch (thrown) {
      error.value = thrown;
    }
  }

  /** One write at a time, on the version that is on screen. False when it was refused. */
  async function write(send: (version: number) => Promise<DocumentView>): Promise<boolean> {
    if (document.value === undefined || isBusy.value) return false;
    isBusy.value = true;
    problem.value = '';
    try {
      adopt(await send(document.value.version));
      return true;
    } catch (thrown) {
      problem.value = toErrorText(thrown);
      if (thrown instanceof ApiError && thrown.code === 'document_version_conflict') {
        await load(true);
        problem.value = t('paper.conflict');
      }
      return false;
    } finally {
      isBusy.value = false;
    }
  }

  async function save(): Promise<boolean> {
    const values = text.value && toDraftValues(text.value);
    const isSaved = await write((version) => call('PUT', path, { body: { version, values } }));
    if (isSaved) ElMessage.success(t('paper.saved'));
    return isSaved;
  }

  /** What is written is saved before it goes on. */
  async function step(action: DocumentStep, reason = ''): Promise<boolean> {
    if (action === 'submit' && isChanged.value && !(await save())) return false;
    return write((version) =>
      call('POST', `${path}/steps`, {
        body: { version, action, ...(reason !== '' && { reason }) },
      }),
    );
  }

  return {
    document,
    text,
    error,
    problem,
    isBusy,
    isChanged,
    canEdit,
    path,
    load,
    write,
    save,
    step,
  };
}

import { computed, ref, shallowRef } from 'vue';
import type { EntryDetail, EntryView } from '../routes/knowledge.schema.ts';
import { ApiError, call } from './api.ts';
import { isSameText, takeHandover, toBody, toNewText, type EntryText } from './entry-text.ts';
import { toErrorText } from './errors.ts';
import { createKey } from './random-key.ts';

/** One entry at the editor: what is stored, what is being written, and every change of it. */
export function useEntryDesk(whenStored: (id: string) => void) {
  const entry = shallowRef<EntryDetail>();
  const text = ref<EntryText>(toNewText());
  const error = shallowRef<unknown>();
  const problem = ref('');
  /** Golden questions that stood in the way, by id. */
  const harmed = shallowRef<readonly string[]>([]);
  /** What a colleague stored meanwhile. */
  const theirs = shallowRef<EntryDetail>();
  const isBusy = ref(false);
  const isLoading = ref(true);
  let newId = `e-${createKey()}`;
  const origin = ref<'staff' | 'answer' | 'case'>('staff');
  let questionIds: readonly string[] = [];

  const isChanged = computed(
    () => entry.value === undefined || !isSameText(entry.value.text, text.value),
  );

  async function load(id: string): Promise<void> {
    isLoading.value = true;
    error.value = undefined;
    try {
      if (id === 'new') begin();
      else show(await read(id));
    } catch (thrown) {
      error.value = thrown;
    } finally {
      isLoading.value = false;
    }
  }

  function begin(): void {
    const left = takeHandover();
    entry.value = undefined;
    newId = `e-${createKey()}`;
    origin.value = left?.origin ?? 'staff';
    questionIds = left?.questionIds ?? [];
    text.value = { ...toNewText(), ...left?.text };
  }

  function show(shown: EntryDetail): void {
    entry.value = shown;
    text.value = structuredClone(shown.text);
    theirs.value = undefined;
  }

  /** Runs a change; a refusal is said in words and what was written stays. */
  async function run(change: () => Promise<EntryView>): Promise<boolean> {
    if (isBusy.value) return false;
    isBusy.value = true;
    problem.value = '';
    harmed.value = [];
    try {
      const { id } = await change();
      show(await read(id));
      whenStored(id);
      return true;
    } catch (thrown) {
      await explain(thrown);
      return false;
    } finally {
      isBusy.value = false;
    }
  }

  async function explain(thrown: unknown): Promise<void> {
    problem.value = toErrorText(thrown);
    if (!(thrown instanceof ApiError)) return;
    harmed.value = thrown.problem.golden ?? [];
    if (thrown.code === 'version_conflict' && entry.value !== undefined) {
      problem.value = '';
      theirs.value = await read(entry.value.id).catch(() => undefined);
    }
  }

  async function create(): Promise<EntryView> {
    const body = { id: newId, text: toBody(text.value), origin: origin.value };
    const created = await call<EntryView>('POST', '/knowledge/entries', { body });
    if (questionIds.length > 0) {
      const closing = { state: 'answered', ids: questionIds, entryId: created.id };
      await call('POST', '/knowledge/unanswered/close', { body: closing });
      questionIds = [];
    }
    return created;
  }

  function save(): Promise<boolean> {
    return run(() => {
      const stored = entry.value;
      if (stored === undefined) return create();
      const body = { version: stored.version, text: toBody(text.value) };
      return call<EntryView>('PUT', toPath(stored.id), { body });
    });
  }

  /** Takes a step on the stored version. */
  async function act(step: string, more: object = {}): Promise<boolean> {
    const mine = text.value;
    const isDone = await run(() => {
      const stored = entry.value;
      if (stored === undefined) return create();
      const body = { version: stored.version, ...more };
      return call<EntryView>('POST', `${toPath(stored.id)}/${step}`, { body });
    });
    // Who keeps an entry is set beside what is being written.
    if (isDone && step === 'assign') text.value = mine;
    return isDone;
  }

  /** After a conflict: goes on from the other's version, with the own words or with theirs. */
  function settleConflict(keeps: 'mine' | 'theirs'): void {
    if (theirs.value === undefined) return;
    const mine = text.value;
    show(theirs.value);
    if (keeps === 'mine') text.value = mine;
  }

  return {
    entry,
    origin,
    text,
    error,
    problem,
    harmed,
    theirs,
    isBusy,
    isLoading,
    isChanged,
    load,
    save,
    act,
    settleConflict,
  };
}

export type EntryDesk = ReturnType<typeof useEntryDesk>;

const toPath = (id: string): string => `/knowledge/entries/${encodeURIComponent(id)}`;

function read(id: string): Promise<EntryDetail> {
  return call<EntryDetail>('GET', toPath(id));
}

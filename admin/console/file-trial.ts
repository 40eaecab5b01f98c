import { ref, shallowRef, watch, type Ref } from 'vue';
import { call } from './api.ts';
import { toErrorText } from './errors.ts';

/** A list from a file in a dialog: what it would do is looked at first, then it is taken in. */
export function useFileTrial<View extends { readonly refused?: unknown }>(
  isOpen: Ref<boolean>,
  toRefusal: () => string,
) {
  const file = shallowRef<File>();
  const trial = shallowRef<View>();
  const problem = ref('');
  const done = ref('');
  const isSending = ref(false);

  watch(isOpen, () => {
    [file.value, trial.value] = [undefined, undefined];
    [problem.value, done.value] = ['', ''];
  });

  /** What the API says of the file; undefined when it was refused. */
  async function send(path: string): Promise<View | undefined> {
    [problem.value, done.value] = ['', ''];
    if (file.value === undefined) return undefined;
    isSending.value = true;
    try {
      const answer = await call<View>('POST', path, { file: file.value });
      if (answer.refused === undefined) return answer;
      problem.value = toRefusal();
    } catch (error) {
      problem.value = toErrorText(error);
    } finally {
      isSending.value = false;
    }
    return undefined;
  }

  async function look(path: string): Promise<void> {
    trial.value = await send(path);
  }

  return { file, trial, problem, done, isSending, send, look };
}

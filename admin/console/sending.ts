import { ElMessage } from 'element-plus';
import { computed, ref } from 'vue';
import { toErrorText } from './errors.ts';

/**
 * Sends one thing at a time; what goes wrong is said in plain words, and what was written stays. A dialog shows
 * `problem` itself (`in_place`), elsewhere it is a message. Where a refusal may name several faults, `toTexts` says
 * each of them and `problems` has them all.
 */
export function useSending(
  shown: 'message' | 'in_place' = 'message',
  toTexts = (error: unknown): readonly string[] => [toErrorText(error)],
) {
  const isSending = ref(false);
  const problems = ref<readonly string[]>([]);
  const problem = computed({
    get: () => problems.value[0] ?? '',
    set: (text) => (problems.value = text === '' ? [] : [text]),
  });

  /** True when it was done. A second press while the first is under way does nothing. */
  async function send(doIt: () => Promise<unknown>): Promise<boolean> {
    if (isSending.value) return false;
    isSending.value = true;
    problem.value = '';
    try {
      await doIt();
      return true;
    } catch (error) {
      problems.value = toTexts(error);
      if (shown === 'message') ElMessage.error(problem.value);
      return false;
    } finally {
      isSending.value = false;
    }
  }

  return { isSending, problem, problems, send };
}

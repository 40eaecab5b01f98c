import { ElMessage } from 'element-plus';
import { ref } from 'vue';
import { toErrorText } from './errors.ts';

/**
 * Sends one thing at a time; what goes wrong is said in plain words, and what was written stays. A dialog shows
 * `problem` itself (`in_place`), elsewhere it is a message.
 */
export function useSending(shown: 'message' | 'in_place' = 'message') {
  const isSending = ref(false);
  const problem = ref('');

  /** True when it was done. A second press while the first is under way does nothing. */
  async function send(doIt: () => Promise<unknown>): Promise<boolean> {
    if (isSending.value) return false;
    isSending.value = true;
    problem.value = '';
    try {
      await doIt();
      return true;
    } catch (error) {
      problem.value = toErrorText(error);
      if (shown === 'message') ElMessage.error(problem.value);
      return false;
    } finally {
      isSending.value = false;
    }
  }

  return { isSending, problem, send };
}

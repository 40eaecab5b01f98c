import { ElMessage } from 'element-plus';
import { ref } from 'vue';
import { toErrorText } from './errors.ts';

/** Sends one thing at a time; what goes wrong is said in plain words, and what was written stays. */
export function useSending() {
  const isSending = ref(false);

  /** True when it was done. A second press while the first is under way does nothing. */
  async function send(doIt: () => Promise<unknown>): Promise<boolean> {
    if (isSending.value) return false;
    isSending.value = true;
    try {
      await doIt();
      return true;
    } catch (error) {
      ElMessage.error(toErrorText(error));
      return false;
    } finally {
      isSending.value = false;
    }
  }

  return { isSending, send };
}

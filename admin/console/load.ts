import { ref, shallowRef } from 'vue';

/** Loads at once and again on request. A background reload shows no skeleton and keeps what is there when it fails. */
export function useLoad<T>(fetchData: (isBackground: boolean) => Promise<T>) {
  const data = shallowRef<T>();
  const error = shallowRef<unknown>();
  const isLoading = ref(true);
  let turn = 0;

  async function load(isBackground = false): Promise<void> {
    turn += 1;
    const mine = turn;
    isLoading.value = !isBackground;
    try {
      const loaded = await fetchData(isBackground);
      if (mine !== turn) return;
      data.value = loaded;
      error.value = undefined;
    } catch (thrown) {
      if (mine === turn && !isBackground) error.value = thrown;
    } finally {
      if (mine === turn) isLoading.value = false;
    }
  }

  void load();
  return { data, error, isLoading, load };
}

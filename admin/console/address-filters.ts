import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** A page's filters kept in its address, so that the back button, a reload and a shared link work. */
export function useAddressFilters<Name extends string>(names: readonly Name[]) {
  const route = useRoute();
  const router = useRouter();

  function read(name: string): string | undefined {
    const value = route.query[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  /** Another filter begins at the first page again. */
  function change(name: Name | 'page', value: string | number | undefined): void {
    const { page: _page, focus: _focus, ...kept } = route.query;
    void router.push({
      query: { ...kept, [name]: value === undefined ? undefined : String(value) },
    });
  }

  return {
    read,
    change,
    page: computed(() => Math.max(1, Number(route.query['page']) || 1)),
    values: computed(() => new Map(names.map((name) => [name, read(name)] as const))),
    isFiltered: computed(() => names.some((name) => read(name) !== undefined)),
    clear: () => void router.push({ query: {} }),
    /** One filter to be bound to a field. */
    filter: (name: Name) =>
      computed({ get: () => read(name), set: (value) => change(name, value || undefined) }),
  };
}

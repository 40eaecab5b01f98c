import { computed, ref, type ComputedRef } from 'vue';
import type { ViewColumn, ViewFilter } from '../../people/index.ts';
import type { SavedViewRow } from '../routes/views.schema.ts';
import { call } from './api.ts';
import { useLoad } from './load.ts';
import { createKey } from './random-key.ts';
import { t } from './words.ts';

export type ListView = {
  readonly name: string;
  readonly filters: Readonly<Partial<Record<ViewFilter, string>>>;
  readonly columns: readonly ViewColumn[];
  /** Absent: one of the questions that are asked every morning. */
  readonly saved?: SavedViewRow;
};
type Rows = { readonly items: readonly SavedViewRow[] };

const usualColumns: readonly ViewColumn[] = ['status', 'due_at', 'assignee', 'created_at'];
const usual = [
  { words: 'view_all', filters: {} },
  { words: 'view_open', filters: { status: 'open' } },
  { words: 'view_mine', filters: { status: 'open', assignee: 'me' } },
  { words: 'view_due', filters: { status: 'open', order: 'due' } },
  { words: 'view_conference', filters: { status: 'open', conference: 'waiting' } },
] as const;

/** The views of the ticket list, the usual ones first, and which columns are shown. */
export function useSavedViews(filters: ComputedRef<ReadonlyMap<string, string | undefined>>) {
  const { data } = useLoad(() => call<Rows>('GET', '/views'));
  const columns = ref<readonly ViewColumn[]>(usualColumns);
  const chosenId = ref<string>();
  const views = computed<readonly ListView[]>(() => [
    ...usual.map(({ words, filters: asked }) => ({
      name: t(`list.${words}`),
      filters: asked,
      columns: usualColumns,
    })),
    ...(data.value?.items ?? []).map((saved) => ({ ...saved, saved })),
  ]);
  /** The one that was chosen last of those that ask for what is asked for now. */
  const active = computed(() => {
    const same = views.value.filter((view) => isAsked(view, filters.value));
    return same.find(({ saved }) => saved?.id === chosenId.value) ?? same[0];
  });

  function choose({ saved, columns: wanted }: ListView): void {
    chosenId.value = saved?.id;
    columns.value = wanted;
  }

  function toBody(name: string, isShared: boolean) {
    const asked = [...filters.value].filter(([, value]) => value !== undefined);
    return { name, isShared, filters: Object.fromEntries(asked), columns: columns.value };
  }

  return {
    views,
    active,
    columns,
    choose,
    async save(name: string, isShared: boolean): Promise<void> {
      const key = createKey();
      const body = { key, ...toBody(name, isShared) };
      data.value = await call<Rows>('POST', '/views', { body });
      chosenId.value = key;
    },
    async change({ id, version }: SavedViewRow, name: string, isShared: boolean): Promise<void> {
      const body = { version, ...toBody(name, isShared) };
      data.value = await call<Rows>('PUT', `/views/${id}`, { body });
    },
    async remove({ id }: SavedViewRow): Promise<void> {
      data.value = await call<Rows>('DELETE', `/views/${id}`);
    },
  };
}

function isAsked({ filters }: ListView, asked: ReadonlyMap<string, string | undefined>): boolean {
  const wanted = new Map<string, string | undefined>(Object.entries(filters));
  return [...asked].every(([name, value]) => wanted.get(name) === value);
}

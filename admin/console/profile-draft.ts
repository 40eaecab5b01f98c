import { computed, ref, watch } from 'vue';
import type {
  ProfileCheck,
  ProfileDraftBody,
  ProfileList,
  ProfileView,
} from '../routes/profiles.schema.ts';
import { ApiError, call } from './api.ts';
import { addConsent } from './profile-file.ts';
import { createKey } from './random-key.ts';

const storageKey = 'duxin-profile-draft';
type Kept = { readonly base: number; readonly draft: ProfileDraftBody };

/** The rules as they are being edited. What was not published yet is kept on this machine. */
export function useProfileDraft() {
  const draft = ref<ProfileDraftBody>();
  /** The version that the draft was made from. */
  const base = ref(0);
  const published = ref('');
  const check = ref<ProfileCheck>();
  const isDirty = computed(
    () => draft.value !== undefined && JSON.stringify(draft.value) !== published.value,
  );

  watch(
    draft,
    (next) => {
      check.value = undefined;
      if (next === undefined || !isDirty.value) localStorage.removeItem(storageKey);
      else localStorage.setItem(storageKey, JSON.stringify({ base: base.value, draft: next }));
    },
    { deep: true },
  );

  /** Begins at a version, or goes on with what was kept of it. */
  async function begin(version: number): Promise<void> {
    const { profile } = await call<ProfileView>('GET', `/profiles/${version}`);
    published.value = JSON.stringify(profile);
    base.value = version;
    const kept = readKept();
    draft.value = kept?.base === version ? addConsent(kept.draft) : structuredClone(profile);
  }

  return {
    draft,
    base,
    check,
    isDirty,
    begin,
    async startOver(): Promise<void> {
      localStorage.removeItem(storageKey);
      await begin(base.value);
    },
    /** Takes the rules of a file in place of the draft; they are looked at before anything is published. */
    replace(profile: ProfileDraftBody): void {
      draft.value = profile;
    },
    /** A value that may not be as it is comes back as a fault with its path. */
    async look(): Promise<ProfileCheck> {
      const body = { base: base.value, profile: draft.value };
      check.value = await call<ProfileCheck>('POST', '/profiles/check', { body }).catch(
        (thrown: unknown) => ({ faults: toFaults(thrown), changes: [] }),
      );
      return check.value;
    },
    async publish(): Promise<ProfileList> {
      const body = { base: base.value, profile: draft.value };
      const list = await call<ProfileList>('POST', '/profiles', { body });
      localStorage.removeItem(storageKey);
      await begin(list.newest);
      return list;
    },
  };
}

/** An id for a new entry: never shown, never used again. */
export function newItemId(): string {
  return `i_${createKey().replaceAll('-', '').slice(0, 16)}`;
}

function toFaults(thrown: unknown): ProfileCheck['faults'] {
  if (!(thrown instanceof ApiError) || thrown.problem.fields === undefined) throw thrown;
  return thrown.problem.fields.map(({ path, rule }) => ({
    path: path.replace(/^body\.profile\./, ''),
    rule,
  }));
}

function readKept(): Kept | undefined {
  try {
    const kept: Kept | null = JSON.parse(localStorage.getItem(storageKey) ?? 'null');
    return kept ?? undefined;
  } catch {
    return undefined;
  }
}

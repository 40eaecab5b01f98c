import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Permission } from '../../../people/index.ts';
import type { SessionView } from '../../routes/session.schema.ts';
import { ApiError, call } from '../api.ts';

/** Who is signed in on this browser. */
export const useSession = defineStore('session', () => {
  const account = shallowRef<SessionView>();
  const isKnown = ref(false);
  /** The session ran out under the user's hands. */
  const hasEnded = ref(false);

  return {
    account,
    isKnown,
    hasEnded,
    mustChangePassword: computed(() => account.value?.mustChangePassword ?? false),
    can: (permission: Permission) => account.value?.permissions.includes(permission) ?? false,

    /** Asks once who the cookie belongs to. */
    async recall(): Promise<void> {
      if (isKnown.value) return;
      try {
        account.value = await call<SessionView>('GET', '/session');
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 401) throw error;
      }
      hasEnded.value = false;
      isKnown.value = true;
    },
    async signIn(credentials: {
      readonly username: string;
      readonly password: string;
      readonly totp?: string;
    }): Promise<void> {
      account.value = await call<SessionView>('POST', '/session', { body: credentials });
      isKnown.value = true;
      hasEnded.value = false;
    },
    async changePassword(change: {
      readonly current: string;
      readonly next: string;
    }): Promise<void> {
      account.value = await call<SessionView>('POST', '/session/password', { body: change });
    },
    async signOut(): Promise<void> {
      await call('DELETE', '/session');
      account.value = undefined;
    },
    /** The API said that nobody is signed in. */
    forget(): void {
      hasEnded.value = account.value !== undefined;
      account.value = undefined;
    },
  };
});

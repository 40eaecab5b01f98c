import { computed, onBeforeUnmount, ref, shallowRef } from 'vue';
import type {
  ConversationListView,
  ConversationRowView,
  ConversationView,
} from '../routes/conversations.schema.ts';
import { ApiError, call } from './api.ts';
import { toErrorText } from './errors.ts';
import { useLive } from './live.ts';
import { createKey } from './random-key.ts';

/** Bot conversations change without a change of hands; deliveries too. */
const lookAgainMs = 4000;
const typingAgainMs = 3000;

export type TalkAction =
  | { readonly action: 'take' | 'ask_draft' }
  | { readonly action: 'release' | 'close'; readonly note?: string }
  | { readonly action: 'pass'; readonly to: string; readonly note?: string };

const groups = ['waiting', 'mine', 'others', 'live'] as const;
export type TalkGroup = (typeof groups)[number];

function toGroup({ hands, isMine }: ConversationRowView): TalkGroup {
  if (hands === 'waiting') return 'waiting';
  if (isMine) return 'mine';
  return hands === 'bot' ? 'live' : 'others';
}

/** The list of conversations and the one that is open, kept fresh while the page is on screen. */
export function useTalkRoom() {
  const list = shallowRef<ConversationListView>();
  const view = shallowRef<ConversationView>();
  const openId = ref<string>();
  const error = shallowRef<unknown>();
  const problem = ref('');
  const isSending = ref(false);
  const now = ref(Date.now());
  /** Words on their way; the same key again says nothing twice. */
  let sending: { readonly text: string; readonly key: string } | undefined;
  let typedAt = 0;
  let read: { readonly id: string; readonly seq: number } | undefined;

  async function loadList(isBackground = false): Promise<void> {
    try {
      list.value = await call<ConversationListView>('GET', '/conversations', { isBackground });
      error.value = undefined;
    } catch (thrown) {
      if (!isBackground) error.value = thrown;
    }
  }

  async function loadView(isBackground = false): Promise<void> {
    const id = openId.value;
    if (id === undefined) return;
    try {
      const found = await call<ConversationView>('GET', `/conversations/${id}`, { isBackground });
      if (openId.value === id) await show(found);
    } catch (thrown) {
      if (isBackground) return;
      problem.value = toErrorText(thrown);
      view.value = undefined;
    }
  }

  async function show(found: ConversationView): Promise<void> {
    view.value = found;
    const { id } = found;
    const seq = found.lines.at(-1)?.seq ?? 0;
    const isRead = read?.id === id && read.seq === seq;
    if (!found.isMine || isRead || document.hidden) return;
    read = { id, seq };
    await call('POST', `/conversations/${id}/actions`, {
      body: { action: 'read', seq },
      isBackground: true,
    }).catch(() => (read = undefined));
  }

  async function open(id: string | undefined): Promise<void> {
    openId.value = id;
    view.value = undefined;
    problem.value = '';
    await loadView();
  }

  /** True when it was done; on a refusal the newest state is shown, with who has it. */
  async function send(path: string, body: object): Promise<boolean> {
    const id = openId.value;
    if (id === undefined || isSending.value) return false;
    isSending.value = true;
    problem.value = '';
    try {
      const found = await call<ConversationView>('POST', `/conversations/${id}/${path}`, { body });
      if (openId.value === id) await show(found);
      return true;
    } catch (thrown) {
      problem.value = toErrorText(thrown);
      if (thrown instanceof ApiError && thrown.status === 409) await loadView(true);
      return false;
    } finally {
      isSending.value = false;
      void loadList(true);
    }
  }

  async function say(text: string): Promise<boolean> {
    if (sending?.text !== text) sending = { text, key: createKey() };
    const isSaid = await send('messages', sending);
    if (isSaid) sending = undefined;
    return isSaid;
  }

  function showTyping(): void {
    const id = openId.value;
    if (id === undefined || Date.now() - typedAt < typingAgainMs) return;
    typedAt = Date.now();
    call('POST', `/conversations/${id}/typing`, { isBackground: true }).catch(() => undefined);
  }

  void loadList();
  useLive((event) => {
    const isOpen = event.kind === 'conversation' && event.id === openId.value;
    if (event.kind !== 'conversation' && event.kind !== 'many') return;
    void loadList(true);
    if (isOpen || event.kind === 'many') void loadView(true);
  });
  const ticking = window.setInterval(() => {
    now.value = Date.now();
    if (document.hidden) return;
    void loadList(true);
    void loadView(true);
  }, lookAgainMs);
  onBeforeUnmount(() => window.clearInterval(ticking));

  return {
    list,
    view,
    openId,
    error,
    problem,
    isSending,
    now,
    grouped: computed(() =>
      groups.map((name) => ({
        name,
        rows: (list.value?.items ?? []).filter((row) => toGroup(row) === name),
      })),
    ),
    loadList,
    open,
    say,
    showTyping,
    act: (action: TalkAction) => send('actions', action),
  };
}

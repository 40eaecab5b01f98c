import {
  createFindCompetent,
  maskPersonal,
  starterRows,
  type Entry,
  type NewUnanswered,
  type Vote,
} from '../../knowledge/index.ts';
import type {
  ChannelName,
  Content,
  Language,
  Manner,
  Outcome,
  Render,
  Words,
} from '../../bot/index.ts';
import { createRoutes, emptyDialogue } from '../../handlers/index.ts';
import type { CallBack, DialogueState, HandlerPorts } from '../../handlers/index.ts';
import type { Enrolment, Invitation } from '../../people/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { createTickets, defaultProcedures } from '../../tickets/index.ts';
import type { Ticket, TicketPorts, TicketStore, Tickets } from '../../tickets/index.ts';
import { buildKnowledge } from './build-knowledge.ts';
import { createInMemoryTicketStore } from './in-memory-ticket-store.ts';
import { createMemoryReferrals } from './memory-referrals.ts';
import { createMemoryPoints } from './memory-points.ts';
import { checkWords } from './conversation-words.ts';

/** Tickets kept in a map, all to be looked at. */
function buildTicketStore(): TicketStore & { readonly all: () => readonly Ticket[] } {
  const byId = new Map<string, Ticket>();
  return { ...createInMemoryTicketStore(byId), all: () => [...byId.values()] };
}

/** Shows a reply as its key; an option's label is its key too. */
const renderKeys: Render = ({ key, options }): Words => ({
  text: key,
  ...(options === undefined
    ? {}
    : { options: options.map(({ key: label, say }) => ({ label, say })) }),
});

/** Everything that a conversation in a test stands on; what is saved can be looked at. */
export type World = {
  readonly ports: HandlerPorts;
  readonly tickets: Tickets;
  readonly store: ReturnType<typeof buildTicketStore>;
  readonly points: ReturnType<typeof createMemoryPoints>;
  readonly referrals: ReturnType<typeof createMemoryReferrals>;
  readonly contacts: Map<string, { readonly name?: string; readonly phone?: string }>;
  /** Given in drafts that are not filed yet. */
  readonly draftContacts: Map<string, { readonly name?: string; readonly phone?: string }>;
  readonly enrolments: Map<string, Enrolment>;
  readonly invitations: Map<string, Invitation>;
  readonly clock: { now: Date };
  readonly unanswered: readonly NewUnanswered[];
  readonly votes: readonly Vote[];
  readonly callBacks: readonly CallBack[];
};

/** A world at 2026-03-02 09:00 in Shanghai, a Monday, where every weekday is worked. */
export function buildWorld(
  given: {
    readonly entries?: readonly Entry[];
    readonly knowledge?: HandlerPorts['knowledge'];
    readonly rewriteAnswer?: NonNullable<HandlerPorts['rewriteAnswer']>;
    readonly render?: Render;
  } = {},
): World {
  const clock = { now: new Date('2026-03-02T01:00:00Z') };
  const store = buildTicketStore();
  const points = createMemoryPoints();
  const referrals = createMemoryReferrals();
  const contacts: World['contacts'] = new Map();
  const draftContacts: World['draftContacts'] = new Map();
  const enrolments: World['enrolments'] = new Map();
  const invitations: World['invitations'] = new Map();
  const unanswered: NewUnanswered[] = [];
  const votes: Vote[] = [];
  const callBacks: CallBack[] = [];
  let drawn = 1000;
  const ticketPorts: TicketPorts = {
    store,
    calendar: { isWorkingDay: () => undefined, publishedUntil: '2026-12-31' },
    now: () => clock.now,
    randomInt: (max) => {
      drawn += 1;
      return (drawn * 7919) % max;
    },
    undoMs: 0,
    ring: async () => {},
    deriveReceiptCode: (id) => `CODE-${id}`,
    hashReceiptCode: (code) => `hash of ${code}`,
    procedures: defaultProcedures,
  };
  const tickets = createTickets(ticketPorts);
  const ports: HandlerPorts = {
    acts: tickets,
    points,
    referrals,
    findCompetent: createFindCompetent({
      find: async (id) => starterRows.find((row) => row.id === id),
    }),
    tickets: store,
    procedures: defaultProcedures,
    people: {
      keepForDraft: async (id, contact) =>
        void draftContacts.set(id, { ...draftContacts.get(id), ...contact }),
      async settleDraftContact(id, how) {
        const draft = draftContacts.get(id);
        draftContacts.delete(id);
        if (how === 'keep' && draft) contacts.set(id, { ...contacts.get(id), ...draft });
      },
      enrol: async (id, enrolment) => void enrolments.set(id, enrolment),
      findEnrolment: async (id) => enrolments.get(id),
    },
    callBacks: {
      book: async (call) => void callBacks.push(call),
      hasPhone: async (personId) => contacts.get(personId)?.phone !== undefined,
      hours: { nextOpening: (at) => at },
    },
    invitations: {
      find: async (id) => [...invitations.values()].find((known) => known.id === id),
      async redeem(codeHash, personId, now) {
        const invitation = invitations.get(codeHash);
        const isUsable =
          invitation !== undefined &&
          invitation.expiresAt > now &&
          (invitation.usedBy ?? personId) === personId;
        if (!isUsable) return undefined;
        const used = { ...invitation, usedBy: personId };
        invitations.set(codeHash, used);
        return used;
      },
    },
    hashes: {
      hashBindingCode: (code) => `binding ${code}`,
      hashInvitationCode: (code) => `hash of ${code.toUpperCase().replaceAll(/[\s-]/gu, '')}`,
    },
    knowledge: given.knowledge ?? buildKnowledge(() => given.entries ?? []),
    unanswered: { record: async (question) => void unanswered.push(question) },
    usage: { vote: async (vote) => void votes.push(vote) },
    mask: maskPersonal,
    ...(given.rewriteAnswer && { rewriteAnswer: given.rewriteAnswer }),
    fold,
    render: given.render ?? renderKeys,
    progressUrl: 'http://localhost:8080/progress',
  };
  return {
    ports,
    points,
    referrals,
    tickets,
    store,
    contacts,
    draftContacts,
    enrolments,
    invitations,
    clock,
    unanswered,
    votes,
    callBacks,
  };
}

/** One person talking: each call is one message, each answer what the handlers decided. */
export type Talk = {
  readonly say: (text: string) => Promise<Outcome<DialogueState>>;
  readonly send: (content: Content) => Promise<Outcome<DialogueState>>;
  readonly state: () => DialogueState;
  /** The route that took the last message. */
  readonly route: () => string;
  /** How often a handler has said that its answer will take long. */
  readonly countLater: () => number;
};

/** A person in the world, with an empty memory unless `state`, any JSON, was stored before. */
export function buildTalk(
  world: World,
  given: {
    readonly personId?: string;
    readonly state?: string;
    readonly language?: Language;
    readonly channel?: ChannelName;
  } = {},
): Talk {
  const { personId = 'person-1', channel = 'web-chat' } = given;
  const routes = createRoutes(world.ports);
  let state: DialogueState = given.state === undefined ? emptyDialogue : JSON.parse(given.state);
  let language = given.language ?? 'zh-CN';
  let manner: Manner | undefined;
  let count = 0;
  let taken = '';
  let later = 0;
  const answerLater = (): void => {
    later += 1;
  };
  async function send(content: Content) {
    count += 1;
    const id = `web-chat-m-${personId}-${count}`;
    const message = {
      id,
      personId,
      channel,
      arrivedAt: world.clock.now,
      content,
      traceId: id,
    } as const;
    // As a store would: what does not survive JSON is not remembered.
    const stored: DialogueState = JSON.parse(JSON.stringify(state));
    const turn = {
      message,
      session: { personId, version: count, language, ...(manner && { manner }), state: stored },
      answerLater,
    };
    const route = routes.find(({ matches }) => matches(turn));
    if (route === undefined) throw new Error('no route');
    taken = route.name;
    const outcome = await route.handle(turn);
    outcome.replies.forEach(checkWords);
    state = outcome.state;
    language = outcome.language ?? language;
    manner = outcome.manner ?? manner;
    return outcome;
  }
  return {
    send,
    say: async (text) => send({ kind: 'text', text }),
    state: () => state,
    route: () => taken,
    countLater: () => later,
  };
}

/** The keys of what was said. */
export function keysOf({ replies }: Outcome<DialogueState>): readonly string[] {
  return replies.map(({ key }) => key.replace(/^conversation\./u, ''));
}

/** Lets time pass. */
export function wait(world: World, hours: number): void {
  world.clock.now = new Date(world.clock.now.getTime() + hours * 3600_000);
}

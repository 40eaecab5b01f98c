import { itBehavesLikeATicketStore } from '../contracts/ticket-store.ts';
import { createInMemoryTicketStore } from '../support/in-memory-ticket-store.ts';

itBehavesLikeATicketStore(async () => createInMemoryTicketStore());

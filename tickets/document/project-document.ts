import type { ProjectedDeadline } from '../deadline/deadline.ts';
import type { Actor } from '../step.ts';
import type { DocumentStep, OfficialDocument, Serving } from './document.ts';
import { toTicketId } from './to-ticket-id.ts';
import type { DocumentPorts, DocumentProjections } from './ports.ts';
import { findDocumentRules, type DocumentRules } from './rules.ts';

type Ports = DocumentProjections & { readonly profiles: Pick<DocumentPorts['profiles'], 'find'> };

/**
 * Makes what a document's steps bring about elsewhere: its unsealed paper, its predecessor's mark, problems that are
 * served, limits, notices. Everything by key, so that it may run at once, again by the sweeper, and in two processes.
 */
export function createProjectDocument(ports: Ports) {
  const { store } = ports;

  return projectDocument;

  async function projectDocument(id: string): Promise<void> {
    for (;;) {
      const document = await store.find(id);
      if (document?.pendingFrom === undefined) return;
      const rules = findDocumentRules(ports.profiles.find(document.profile), document);
      await projectOnce(document, rules);
      if (await store.clearPending(id, document.version)) return;
    }
  }

  async function projectOnce(document: OfficialDocument, rules: DocumentRules): Promise<void> {
    const isSigned = document.state === 'signed' || document.state === 'issued';
    if (isSigned && document.unsealed === undefined && document.outside === undefined) {
      await store.keepUnsealed(document.id, await ports.keepUnsealed(document));
    }
    if (document.state !== 'issued') return;
    if (document.replaces !== undefined) await replace(document.replaces, document.id);
    for (const serving of document.servings) {
      if (serving.servedAt === undefined) continue;
      if (rules.kind.servesProblem === true) await serveProblems(document, serving);
      if (serving.to.kind === 'person') {
        await ports.tellPerson(document, serving, serving.to.personId);
      } else {
        await keepDeadline(document, rules, serving, serving.to.unitId);
        await ports.tellUnit?.(document, serving, serving.to.unitId);
      }
    }
  }

  /** What is replaced keeps no limit running: it is projected anew. */
  async function replace(id: string, by: string): Promise<void> {
    if (await store.markReplaced(id, by)) await projectDocument(id);
  }

  /** A problem that went another way meanwhile stays as it is. */
  async function serveProblems(document: OfficialDocument, { id }: Serving): Promise<void> {
    const by = findServer(document, id);
    for (const problemId of document.problemIds) {
      try {
        await ports.stepProblem({
          numberOrId: toTicketId(problemId),
          by,
          // Whether they may was asked before the serving was written, which leads.
          roles: ['section_head'],
          key: `${document.id}-serve-${problemId}`,
          change: { id: problemId, action: 'serve', documentId: document.id },
        });
      } catch (error) {
        if (!isRefusal(error)) throw error;
      }
    }
  }

  async function keepDeadline(
    document: OfficialDocument,
    { kind: { answer } }: DocumentRules,
    serving: Serving,
    unitId: string,
  ): Promise<void> {
    const { servedAt, dueAt, isDueProvisional = false, answeredAt } = serving;
    if (servedAt === undefined || dueAt === undefined || answer === undefined) return;
    const isOver = answeredAt !== undefined || document.replacedBy !== undefined;
    const row: ProjectedDeadline = {
      id: `${document.id}-${unitId}`,
      ticketId: document.ticketId ?? document.id,
      number: document.ticketNumber ?? document.number?.text ?? '',
      limit: answer.name,
      startedAt: servedAt,
      dueAt,
      isProvisional: isDueProvisional,
      state: isOver ? 'ended' : 'running',
      profile: document.profile,
      sourceVersion: document.version,
    };
    await ports.keepDeadline(row);
  }
}

function findServer({ steps }: OfficialDocument, servingId: string): Actor {
  const isIt = (step: DocumentStep) => step.action === 'serve' && step.servingId === servingId;
  const { accountId, name = '' } = steps.find(isIt) ?? {};
  return accountId === undefined ? { kind: 'system' } : { kind: 'staff', accountId, name };
}

const refusals: ReadonlySet<unknown> = new Set([
  'ticket_step_refused',
  'ticket_requirement_missing',
]);

function isRefusal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && refusals.has(error.code);
}

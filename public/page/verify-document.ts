import { element } from '../../platform/http/look/element.ts';
import type { Words } from '../../platform/http/look/words.ts';
import { post, type DocumentVerdict, type FileVerdict } from './api.ts';
import { createForm, labelled, toProblemText } from './form.ts';

type FileAnswer = { readonly verdict: DocumentVerdict; readonly file: FileVerdict };

/** Whether a paper is genuine, by the code printed on it; `code` is the one that a scan brought along. */
export function createDocumentCard(words: Words, code: string): HTMLElement {
  const field = element('input', {
    id: 'document-code',
    class: 'code',
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: 'false',
    maxlength: '40',
    value: code,
  });
  const file = element('input', { id: 'document-file', type: 'file', accept: '.pdf,image/*' });
  const verdict = element('div', { role: 'status', id: 'document-verdict' });

  async function send(): Promise<string | undefined> {
    verdict.replaceChildren();
    const [chosen] = file.files ?? [];
    const answer = chosen === undefined ? await askCode() : await askFile(chosen);
    if (answer.kind === 'refused') return toProblemText(answer.refusal, words);
    verdict.replaceChildren(...renderAnswer(answer.value, words));
    return undefined;
  }

  async function askCode() {
    const answer = await post<DocumentVerdict>('/verify/document', { code: field.value });
    return answer.kind === 'ok'
      ? { kind: 'ok' as const, value: { verdict: answer.value, file: undefined } }
      : answer;
  }

  function askFile(chosen: File) {
    const form = new FormData();
    form.append('code', field.value);
    form.append('file', chosen);
    return post<FileAnswer>('/verify/file', form);
  }

  const form = createForm({
    words,
    submit: words('verify.submit'),
    fields: [
      labelled(field, words('verify.documentCode'), words('verify.documentCodeHint')),
      labelled(file, words('verify.documentFile'), words('verify.documentFileHint')),
    ],
    send,
  });
  if (code !== '') queueMicrotask(() => form.requestSubmit());
  return element(
    'section',
    { class: 'card lead' },
    element('h2', {}, words('verify.documentTitle')),
    element('p', {}, words('verify.documentText')),
    form,
    verdict,
  );
}

/** The code that a scan brought: after the #, so that no server logs it. */
export function readScannedCode(hash: string): string {
  return /^#d=([0-9A-Za-z-]{4,40})$/.exec(hash)?.[1] ?? '';
}

function renderAnswer(
  { verdict, file }: { verdict: DocumentVerdict; file: FileVerdict | undefined },
  words: Words,
): readonly HTMLElement[] {
  const heading = element('h3', {}, words(`verify.document_${verdict.verdict}`));
  if (verdict.verdict === 'unknown') {
    return [
      element(
        'div',
        { class: 'verdict unknown' },
        heading,
        element('p', {}, words('verify.document_unknownText')),
      ),
    ];
  }
  const rows = [
    ['kind', verdict.kind],
    ['organ', verdict.organ],
    ['documentNumber', verdict.number],
    ['day', verdict.day],
    ['successor', verdict.successor],
  ].filter(([, value]) => value !== '');
  const tone = verdict.verdict === 'genuine' ? 'genuine' : 'mistyped';
  return [
    element(
      'div',
      { class: `verdict ${tone}` },
      heading,
      element('p', {}, words(`verify.document_${verdict.verdict}Text`)),
      element(
        'dl',
        {},
        ...rows.map(([name = '', value = '']) =>
          element('div', {}, element('dt', {}, words(`verify.${name}`)), element('dd', {}, value)),
        ),
      ),
    ),
    ...(file === undefined ? [] : [renderFile(file, words)]),
  ];
}

function renderFile(file: FileVerdict, words: Words): HTMLElement {
  const tone = file === 'issued' ? 'genuine' : file === 'unsealed' ? 'mistyped' : 'unknown';
  return element(
    'div',
    { class: `verdict ${tone}` },
    element('h3', {}, words(`verify.file_${file}`)),
    element('p', {}, words(`verify.file_${file}Text`)),
  );
}

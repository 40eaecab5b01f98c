/** A line of a paper's body. A form's cells are what stands beside one another in its table. */
export type PaperPart =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'cell'; readonly label: string; readonly text: string }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

/**
 * What is printed. `file` is the common form of an official paper, `letter` that of a 函, `form` a table under a
 * heading, as inside papers are. Whatever is left out is not printed.
 */
export type Paper = {
  readonly layout: 'file' | 'letter' | 'form';
  /** 发文机关标志: stands in red above a file and a letter. */
  readonly head: string;
  /** 发文机关署名. */
  readonly organ: string;
  readonly title: string;
  /** 发文字号, with 〔year〕. */
  readonly number?: string;
  /** 主送机关, without its colon. */
  readonly addressee?: string;
  readonly parts: readonly PaperPart[];
  /** 附件说明, their names in order. */
  readonly attachments: readonly string[];
  /** 成文日期, a day such as 2026-03-02. */
  readonly day?: string;
  /** 抄送机关. */
  readonly copies: readonly string[];
  /** 印发机关 and 印发日期. */
  readonly printed?: { readonly by: string; readonly day: string };
  /** A paper without its seal says so across every page. */
  readonly isSealed: boolean;
  /** Lets anyone check the paper. */
  readonly check?: { readonly code: string; readonly url: string };
};

/** A day as official papers write it: 2026年3月2日, without leading noughts. */
export function toChineseDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${year}年${String(Number(month))}月${String(Number(date))}日`;
}

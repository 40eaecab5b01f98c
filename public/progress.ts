/** A ticket as the holder of its receipt code sees it; every field that leaves is named here. Texts are ready to show. */
export type Progress = {
  readonly number: string;
  readonly kind: string;
  readonly status: string;
  readonly statusText: string;
  /** What comes next and who does it. */
  readonly next: string;
  /** Days are written 2026-03-02. */
  readonly filedOn: string;
  readonly dueOn?: string;
  readonly isDueProvisional: boolean;
  readonly isPaused: boolean;
  readonly rating?: number;
  readonly actions: readonly string[];
  /** Whether a unit may be written to; absent when that was not asked. */
  readonly contact?: {
    readonly question: number;
    readonly state: string;
    readonly words: string;
    readonly givesAway: readonly string[];
    readonly choices: readonly string[];
  };
  /** The way from filing to its end; empty when the matter has left it. */
  readonly course: readonly { readonly text: string; readonly state: 'done' | 'now' | 'ahead' }[];
  readonly timeline: readonly {
    readonly at: string;
    readonly kind: 'told' | 'own';
    readonly text: string;
  }[];
  readonly messages: readonly {
    readonly author: 'person' | 'staff';
    readonly kind: 'text' | 'image' | 'file' | 'other';
    readonly text: string;
    readonly fileId?: string;
    readonly at: string;
  }[];
};

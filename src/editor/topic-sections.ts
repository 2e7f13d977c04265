import type { Topic } from '../../webview/cluster/protocol.ts';

/** Which lesson of the course explains a topic, and in which of its numbered sections. */
export const TOPIC_SECTIONS: Readonly<Record<Topic, { readonly lesson: string; readonly section: number }>> = {
  processes: { lesson: '04-architecture', section: 1 },
  leader: { lesson: '12-high-availability', section: 3 },
  slots: { lesson: '08-slots', section: 3 },
  chains: { lesson: '08-slots', section: 2 },
  waiting: { lesson: '08-slots', section: 4 },
  failover: { lesson: '17-failover', section: 2 },
  checkpoint: { lesson: '16-checkpoints', section: 1 },
  barriers: { lesson: '16-checkpoints', section: 3 },
  pressure: { lesson: '19-backpressure', section: 2 },
};

/** The heading of a numbered section ("3. How many slots?"); null: there is none. */
export function headingOf(markdown: string, section: number): string | null {
  return new RegExp(`^##\\s+(${section}\\..*)$`, 'mu').exec(markdown)?.[1]?.trim() ?? null;
}

/** How VS Code's Markdown preview names a heading. */
export function slugOf(heading: string): string {
  const words = heading.trim().toLowerCase().replaceAll(/\s+/gu, '-');
  return encodeURI(words.replaceAll(/[^\p{L}\p{N}_-]/gu, '').replaceAll(/^-+|-+$/gu, ''));
}

import { tNamed } from '../../i18n/i18n.ts';
import type { PageForm } from '../../worker/boundary.ts';
import type { Item } from './Lines.svelte';

/** Those that stand among the pages of one's own; the others are met where they are needed, in the room for mending. */
export const groups = [
  { name: 'stress', kinds: ['stress', 'coping'] },
  { name: 'courage', kinds: ['request', 'courage', 'history'] },
  { name: 'us', kinds: ['lines', 'accept'] },
  { name: 'own', kinds: ['pattern', 'honest'] },
] as const;

export const isOwn = (kind: string): boolean => groups.some((group) => (group.kinds as readonly string[]).includes(kind));

/** Drawn instead of written. */
const drawn = ['words', 'touch', 'feelings'];
export const isDrawn = (kind: string, line: string): boolean => kind === 'lines' && drawn.includes(line);

export const pageName = (kind: string): string => tNamed(`page-${kind}`, {}, kind);
export const lineName = (kind: string, line: string): string => tNamed(`page-${kind}-${line}`, {}, line);

export function itemsOf(form: PageForm): Item[] {
  return form.lines.map((id) => ({
    id,
    question: lineName(form.kind, id),
    help: tNamed(`page-${form.kind}-${id}-help`),
    chosen: isDrawn(form.kind, id),
  }));
}

import type { CounselItem, StoryItem } from '../../worker/boundary.ts';

/** What can be chosen, by what it is; anything else of the story is of no use to a counsellor. */
export const groups = {
  looks: ['checkin', 'checkin.shared'],
  answers: ['exchange.seal', 'exchange.open'],
  told: ['share.text', 'share.reply', 'page.copy', 'signal.say', 'signal.answer'],
  thanks: ['thanks.note'],
  agreed: ['agreement.propose', 'mend.promise'],
  mend: ['mend.invite'],
  moments: ['moment'],
  own: ['diary', 'page.text', 'talk.kept'],
} as const;

export type Group = keyof typeof groups;

export const groupNames = Object.keys(groups) as Group[];

export function groupOf(type: string): Group | null {
  return groupNames.find((name) => (groups[name] as readonly string[]).includes(type)) ?? null;
}

const detail = (item: StoryItem, name: string): unknown => {
  const { detail } = item;
  return typeof detail === 'object' && detail !== null && !Array.isArray(detail) ? detail[name] : undefined;
};
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** What stands in the story for one item, told as the page will tell it. */
export function itemOf(item: StoryItem, who: string): CounselItem {
  const words = detail(item, 'words');
  const question = detail(item, 'question');
  return {
    day: item.day,
    who,
    kind: item.type,
    about: typeof question === 'string' ? question : '',
    text: item.text,
    felt: number(detail(item, 'felt')),
    needed: number(detail(item, 'needed')),
    words: Array.isArray(words) ? words.filter((one) => typeof one === 'string') : [],
  };
}

/** The parts of the story that have something to read, in a time. */
export function choosable(items: StoryItem[], first: string, last: string): StoryItem[] {
  return items.filter(
    (item) =>
      groupOf(item.type) !== null &&
      !item.erased &&
      detail(item, 'sealed') !== true &&
      (item.text !== '' || number(detail(item, 'felt')) !== null) &&
      (!first || item.day >= first) &&
      (!last || item.day <= last),
  );
}

/** With an answer to a question that was opened comes the other answer to it. */
export function withTheirAnswers(all: StoryItem[], chosen: string[]): StoryItem[] {
  const exchanges = new Set(
    all.filter((item) => chosen.includes(item.event) && groupOf(item.type) === 'answers').map((item) => detail(item, 'exchange')),
  );
  return all.filter((item) => chosen.includes(item.event) || (groupOf(item.type) === 'answers' && exchanges.has(detail(item, 'exchange'))));
}

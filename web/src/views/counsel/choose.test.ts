import { describe, expect, it } from 'vitest';
import type { StoryItem } from '../../worker/boundary.ts';
import { choosable, withTheirAnswers } from './choose.ts';

const item = (event: string, more: Partial<StoryItem> = {}): StoryItem => ({
  ...{ event, type: 'diary', own: true, at: 0, day: '2026-11-20', private: true, text: 'words', detail: {}, erased: false },
  brought_back: false,
  ...more,
});
const events = (items: StoryItem[]): string[] => items.map((one) => one.event);

describe('what can be chosen for a counsellor', () => {
  it('has something to read, is not taken away and not sealed', () => {
    const all = [
      item('words'),
      item('number', { type: 'checkin', text: '', detail: { felt: 4 } }),
      item('empty', { text: '' }),
      item('gone', { erased: true, text: '' }),
      item('sealed', { type: 'exchange.seal', detail: { sealed: true } }),
      item('of no use', { type: 'settings' }),
    ];
    expect(events(choosable(all, '', ''))).toEqual(['words', 'number']);
  });

  it('lies in the chosen time, its first and last day included', () => {
    const days = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21'].map((day) => item(day, { day }));
    expect(events(choosable(days, '2026-11-19', '2026-11-20'))).toEqual(['2026-11-19', '2026-11-20']);
  });

  it('is, with an answer, the other answer too, and no other one', () => {
    const answer = (event: string, exchange: string, own: boolean): StoryItem =>
      item(event, { type: 'exchange.seal', own, private: false, detail: { exchange } });
    const all = [answer('mine', 'x', true), answer('theirs', 'x', false), answer('another', 'y', false), item('page')];
    expect(events(withTheirAnswers(all, ['mine']))).toEqual(['mine', 'theirs']);
    expect(events(withTheirAnswers(all, ['page']))).toEqual(['page']);
  });
});

import { readFileSync, readdirSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
// @ts-expect-error a script without types
import { generate, readMessages } from '../../scripts/i18n-keys.mjs';

interface Message {
  text: string;
  names: Set<string>;
}

interface Banned {
  text: string;
  in: string[];
  reason: string;
}

const folder = new URL('./en/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.ftl'));
const texts = new Map(files.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));
const messages = new Map<string, Message>([...texts.values()].flatMap((text) => [...(readMessages(text) as Map<string, Message>)]));
const content = (name: string): Record<string, unknown> =>
  parse(readFileSync(new URL(`../../../content/en/${name}.toml`, import.meta.url), 'utf8'));

/** One matcher for a banned entry, by the rules in the head of content/en/banned.toml. */
export function matcher(text: string): (sentence: string) => boolean {
  if (!/\p{L}/u.test(text)) return (sentence) => sentence.includes(text);
  const source = text
    .replaceAll('’', "'")
    .split(/\s+/)
    .map((word) => (word.endsWith('*') ? `${escaped(word.slice(0, -1))}[\\p{L}\\p{M}]*` : escaped(word)))
    .join('\\s+');
  const pattern = new RegExp(`(?<![\\p{L}\\p{M}])${source}(?![\\p{L}\\p{M}])`, 'iu');
  return (sentence) => pattern.test(sentence.replaceAll('’', "'"));
}

const speaks = /\{ \$name \} (is waiting|waits|misses|wants|hopes|feels|thinks|expects|loves|needs|forgot|missed|regrets|is sorry|ignores)/;

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function sentences(text: string): string[] {
  return text
    .replace(/\{[^}]*\}/g, ' x ')
    .split(/[.?…:]\s+|\n/u)
    .map((one) => one.trim())
    .filter(Boolean);
}

const words = (sentence: string): string[] => sentence.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word));

describe('the English language', () => {
  it('says every message without an error, with whatever it is given', () => {
    const bundle = new FluentBundle('en', { useIsolating: false });
    for (const text of texts.values()) bundle.addResource(new FluentResource(text));
    for (const [key, { names }] of messages)
      for (const value of ['Robin', 0, 1, 2, 5]) {
        const errors: Error[] = [];
        const pattern = bundle.getMessage(key)?.value;
        expect(pattern, key).not.toBeNull();
        const said = bundle.formatPattern(pattern!, Object.fromEntries([...names].map((name) => [name, value])), errors);
        expect(errors, key).toEqual([]);
        expect(said).not.toMatch(/\{|\}|undefined/);
      }
  });

  it('keeps its types fresh', () => {
    expect(readFileSync(new URL('./keys.ts', import.meta.url), 'utf8')).toBe(generate());
  });

  const banned = (content('banned').banned as Banned[]).filter((entry) => entry.in.includes('ui'));
  it.each(banned)('does not say “$text”', ({ text, reason }) => {
    const matches = matcher(text);
    expect(
      [...messages].filter(([, message]) => matches(message.text.replace(/\{[^}]*\}/g, ' '))).map(([key]) => `${key}: ${reason}`),
    ).toEqual([]);
  });

  it('holds every sentence to twenty words', () => {
    const long = [...messages].flatMap(([key, message]) =>
      sentences(message.text)
        .filter((sentence) => words(sentence).length > 20)
        .map((sentence) => `${key}: ${sentence}`),
    );
    expect(long).toEqual([]);
  });

  it('never speaks for the partner', () => {
    expect([...messages].filter(([, message]) => speaks.test(message.text)).map(([key]) => key)).toEqual([]);
  });

  it('has a sentence for everything that the core names', () => {
    const core = (path: string): string => readFileSync(new URL(`../../../core/${path}`, import.meta.url), 'utf8');
    const named = [
      ...core('app/views/picture.cpp').matchAll(/"(picture-[a-z-]+)"/g),
      ...core('app/commands/life.cpp').matchAll(/"(passphrase-[a-z-]+)"/g),
    ].map((match) => match[1]!);
    const rows = [...core('app/commands/leaving.cpp').matchAll(/\{"([a-z_]+)", "([a-z_]+)"\}/g)];
    named.push(...rows.flatMap((row) => [`host-field-${row[1]}`, `host-sees-${row[2]}`]));
    const greetings = [...core('app/views/today.cpp').matchAll(/(?:return|[?:]) "([a-z_]+)"/g)].map((match) => `greeting-${match[1]}`);
    const notices = ['net/line.cpp', 'net/registry.cpp', 'commands/status.cpp']
      .flatMap((path) => [...core(`app/${path}`).matchAll(/(?:notice\(|notices\.push_back\(\{)"([a-z_]+)"/g)])
      .map((match) => `notice-${match[1]}`);
    const reactionList = /kReactions\[\] = \{([^}]*)\}/.exec(core('story/exchange/exchange.cpp'))![1]!;
    const reactions = [...reactionList.matchAll(/"([a-z_]+)"/g)].map((match) => match[1]!);
    named.push(...reactions.map((reaction) => `reaction-${reaction}`));
    // The buttons offer exactly what the core takes.
    const opened = readFileSync(new URL('../views/question/Opened.svelte', import.meta.url), 'utf8');
    const offered = /const reactions = \[([^\]]*)\]/.exec(opened)![1]!;
    expect([...offered.matchAll(/'([a-z_]+)'/g)].map((match) => match[1])).toEqual(reactions);
    expect(rows.length).toBeGreaterThan(10);
    expect(greetings.length).toBeGreaterThan(4);
    expect(notices.length).toBeGreaterThan(5);
    expect([...named, ...greetings, ...notices].filter((key) => !messages.has(key))).toEqual([]);
  });

  it('has a word for every feeling of the content, and for every place of a question', () => {
    const groups = content('feelings').group as { id: string; words: { id: string; label: string }[] }[];
    for (const group of groups) {
      expect(messages.has(`group-${group.id}`), group.id).toBe(true);
      for (const word of group.words) expect(messages.get(`feeling-${word.id}`)?.text.trim(), word.id).toBe(word.label);
    }
    for (const name of ['1-light', '2-everyday', '3-warm', '4-deep', '5-tender'])
      for (const question of content(`questions-${name}`).question as { setting: string[] }[])
        for (const place of question.setting) expect(messages.has(`setting-${place}`), place).toBe(true);
  });
});

describe('the search for banned words', () => {
  it('finds whole words in any case, beginnings with a star, and curly apostrophes', () => {
    expect(matcher('should')('You Should rest')).toBe(true);
    expect(matcher('he')('the other')).toBe(false);
    expect(matcher('streak*')('your streaks')).toBe(true);
    expect(matcher("don't forget")('Don’t  forget it')).toBe(true);
    expect(matcher('!')('Now!')).toBe(true);
  });

  it('finds a planted sentence that blames, scolds or speaks for the other', () => {
    const entries = (content('banned').banned as Banned[]).filter((entry) => entry.in.includes('ui'));
    const found = (text: string): boolean => speaks.test(text) || entries.some((entry) => matcher(entry.text)(text));
    for (const text of ['{ $name } wants to talk', 'You should answer', 'It is your fault', 'Your trust score', 'Time to forgive'])
      expect(found(text), text).toBe(true);
    expect(found('There is no hurry.')).toBe(false);
  });
});

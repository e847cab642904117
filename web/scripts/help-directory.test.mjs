import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { helpDirectory } from './help-directory.mjs';

const content = resolve(import.meta.dirname, '../../content');

/** The content with one of its files changed. */
function changed(file, change) {
  const copy = mkdtempSync(join(tmpdir(), 'hearth-help-'));
  cpSync(join(content, 'en'), join(copy, 'en'), { recursive: true });
  cpSync(join(content, 'help'), join(copy, 'help'), { recursive: true });
  writeFileSync(join(copy, file), change(readFileSync(join(copy, file), 'utf8')));
  return copy;
}

describe('the help page’s data', () => {
  const help = helpDirectory(content);

  it('says of every number whose page it is from and of which day that page is', () => {
    for (const country of help.country) {
      for (const entry of [country, ...country.lines]) {
        expect(entry.from.length, country.code).toBeGreaterThan(0);
        for (const page of entry.from) {
          expect(page.by).not.toBe('');
          expect(page.day).toMatch(/^\d{4}(-\d{2}){0,2}$/);
        }
      }
    }
  });

  it('names a page once, however many numbers it proves', () => {
    expect(help.country.find((one) => one.code === 'AT').from).toHaveLength(1);
    expect(help.country.find((one) => one.code === 'DE').from).toHaveLength(2);
  });

  it('names the dated page where a number also stands in one without a date', () => {
    const refuge = help.country.find((one) => one.code === 'GB').lines.find((line) => line.id === 'gb-refuge');
    expect(refuge.from).toEqual([{ by: 'Western Morning News, from Refuge', day: '2020-05-28' }]);
  });

  it('leaves out what has no dated page', () => {
    expect(JSON.stringify(help)).not.toContain('gb-mens-advice-line');
    expect(JSON.stringify(help)).not.toContain('not_shown');
  });

  it('does not come about without evidence', () => {
    const lost = changed('help/evidence/ch.toml', (text) => text.slice(0, text.indexOf('[[proof]]')));
    expect(() => helpDirectory(lost)).toThrow('CH: no evidence, no entry');
  });

  it('does not come about with a page without a date', () => {
    const undated = changed('help/evidence/ch.toml', (text) => text.replaceAll(/^date = .*$/gm, ''));
    expect(() => helpDirectory(undated)).toThrow('CH: shown without a dated page');
    const shown = changed('en/safety.toml', (text) => text.replace(/, not_shown = "[^"]*"/, ''));
    expect(() => helpDirectory(shown)).toThrow('shown without a dated page');
  });

  it('is the only place with numbers: the page’s own words have none', () => {
    const words = readFileSync(resolve(import.meta.dirname, '../src/i18n/en/aside.ftl'), 'utf8');
    const lines = words.split('\n').filter((line) => line.startsWith('safety-'));
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) expect(line).not.toMatch(/\d/);
  });
});

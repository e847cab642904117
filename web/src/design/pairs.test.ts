import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pairs } from './pairs.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The custom properties of the first block that follows `selector`. */
function block(selector: string, from = 0): Record<string, string> {
  const start = css.indexOf('{', css.indexOf(selector, from)) + 1;
  const body = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [match[1]!, match[2]!.trim()]));
}

function channel(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

export function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
}

const light = block(':root {');
const darkBySystem = block(":root:not([data-theme='light'])");
const darkByChoice = block(":root[data-theme='dark'] {");
const night = block('.night {');

describe('the tokens', () => {
  it('are the same dark by the system and by choice', () => {
    expect(darkByChoice).toEqual(darkBySystem);
    expect(Object.keys(darkBySystem).sort()).toEqual(Object.keys(light).sort());
    expect(Object.keys(night).sort()).toEqual(Object.keys(light).sort());
  });

  for (const [name, theme] of Object.entries({ light, dark: darkByChoice, night })) {
    it.each(pairs)(`$front on $back reaches $ratio in the ${name} theme`, ({ front, back, ratio }) => {
      expect(contrast(theme[front]!, theme[back]!)).toBeGreaterThanOrEqual(ratio);
    });
  }

  it('name every colour in at least one pair, or say that it is decoration', () => {
    const decoration = ['line', 'glow', 'flame', 'shadow', 'shadow-raised'];
    const named = new Set(pairs.flatMap((pair) => [pair.front, pair.back]));
    expect(Object.keys(light).filter((token) => !named.has(token) && !decoration.includes(token))).toEqual([]);
  });

  it('would fail for grey on grey', () => {
    expect(contrast('#999999', '#aaaaaa')).toBeLessThan(4.5);
  });
});

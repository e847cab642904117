// Each file is one story: when a step fails, those behind it have nothing to stand on and are left out.
import { test as step } from 'vitest';
import { Person } from './people.ts';

let broken = false;

export function test(name: string, act: () => unknown, timeout?: number): void {
  step(
    name,
    async (context) => {
      if (broken) return context.skip('a step before it failed');
      broken = true;
      try {
        await act();
      } catch (error) {
        for (const person of Person.present) {
          const text = await person.page.locator('body').innerText({ timeout: 2000 }).catch(String);
          console.log(`${person.name} at ${person.page.url()} saw:\n${text}\n${person.errors.join('\n')}`);
        }
        throw error;
      }
      broken = false;
    },
    timeout,
  );
}

/** Every pair of tokens that may stand on each other, with the ratio that WCAG 2.2 asks of it. */
export interface Pair {
  front: string;
  back: string;
  ratio: number;
}

const grounds = ['bg', 'surface', 'surface-2'];

const words = ['text', 'text-2', 'ember', 'mine', 'theirs', 'leaf', 'honey', 'danger'];

export const pairs: Pair[] = [
  ...words.flatMap((front) => grounds.map((back) => ({ front, back, ratio: 4.5 }))),
  { front: 'text', back: 'ember-soft', ratio: 4.5 },
  { front: 'text-2', back: 'ember-soft', ratio: 4.5 },
  { front: 'ember', back: 'ember-soft', ratio: 4.5 },
  { front: 'text', back: 'hatch', ratio: 4.5 },
  { front: 'text-2', back: 'hatch', ratio: 4.5 },
  { front: 'on-ember', back: 'ember', ratio: 4.5 },
  { front: 'on-ember', back: 'danger', ratio: 4.5 },
  { front: 'scan-ink', back: 'scan-paper', ratio: 7 },
  ...grounds.map((back) => ({ front: 'control', back, ratio: 3 })),
  ...grounds.map((back) => ({ front: 'focus', back, ratio: 4.5 })),
];

import help from 'virtual:help';

/** A public page in which a number stands: whose it is, and its day as far as the page says it (2024, 2024-07, 2024-07-22). */
export interface HelpPage {
  by: string;
  day: string;
}

/** Where to turn, out of content/ at build time: part of the program, so that looking asks nobody. */
export interface HelpLine {
  id: string;
  kind: 'domestic_abuse' | 'crisis';
  name: string;
  number: string;
  text_to?: string;
  hours: string;
  whom: string;
  url: string;
  from: HelpPage[];
}

export interface HelpCountry {
  code: string;
  name: string;
  emergency: string;
  emergency_note?: string;
  from: HelpPage[];
  lines: HelpLine[];
}

export interface Help {
  note: { id: string; text: string }[];
  route: { id: string; title: string; text: string }[];
  country: HelpCountry[];
}

export const { note: notes, route: routes, country: countries } = help;

export function siteName(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
}

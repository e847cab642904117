import help from 'virtual:help';

/** Where to turn, out of content/en/safety.toml at build time: part of the program, so that looking asks nobody. */
export interface HelpLine {
  id: string;
  kind: 'domestic_abuse' | 'crisis';
  name: string;
  number: string;
  text_to?: string;
  hours: string;
  whom: string;
  url: string;
  checked: string;
}

export interface HelpCountry {
  code: string;
  name: string;
  emergency: string;
  emergency_note?: string;
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

/** Who to call, by country. Filled from content/ at build time; empty when a build has none. */
export interface HelpLine {
  kind: 'emergency' | 'abuse' | 'crisis';
  name: string;
  number: string;
}

export interface HelpRegion {
  region: string;
  country: string;
  checked: string;
  source: string;
  lines: HelpLine[];
}

export const helpLines: HelpRegion[] = [];

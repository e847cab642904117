/**
 * The country whose numbers help where this phone is, or '' when it cannot be told. Its clock knows better than its
 * language: a clock in Vienna rings 133, whatever language its owner reads, and the world over phones say `en-US`.
 * Nobody is asked; a wrong guess is changed by a tap.
 */
const zones: Record<string, string> = {
  AT: 'Europe/Vienna',
  AU: 'Australia/',
  CA: 'America/Toronto America/Vancouver America/Montreal America/Winnipeg America/Edmonton America/Halifax America/Regina America/St_Johns America/Moncton America/Iqaluit America/Whitehorse America/Yellowknife America/Glace_Bay America/Goose_Bay America/Thunder_Bay America/Swift_Current Canada/',
  CH: 'Europe/Zurich',
  DE: 'Europe/Berlin Europe/Busingen',
  ES: 'Europe/Madrid Atlantic/Canary Africa/Ceuta',
  FR: 'Europe/Paris',
  GB: 'Europe/London Europe/Belfast GB',
  IE: 'Europe/Dublin',
  IT: 'Europe/Rome',
  NL: 'Europe/Amsterdam',
  NZ: 'Pacific/Auckland Pacific/Chatham',
  US: 'America/New_York America/Chicago America/Denver America/Los_Angeles America/Phoenix America/Anchorage America/Detroit America/Boise America/Juneau America/Sitka America/Nome America/Adak America/Menominee America/Indiana/ America/Kentucky/ America/North_Dakota/ America/Indianapolis America/Louisville Pacific/Honolulu US/',
};

/** A zone of no place, as a machine without a clock of its own has it. */
const nowhere = /^(Etc\/.*|UTC|GMT|UCT|Zulu|Universal)?$/;

export function region(zone: string, language: string): string {
  for (const [code, names] of Object.entries(zones))
    if (names.split(' ').some((name) => name === zone || (name.endsWith('/') && zone.startsWith(name)))) return code;
  if (!nowhere.test(zone)) return 'other';
  return language === 'en-US' ? '' : (/-([A-Z]{2})$/.exec(language)?.[1] ?? '');
}

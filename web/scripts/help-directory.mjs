/**
 * The help page's data out of content/en/safety.toml and content/help/evidence: what is shown, and whose dated page
 * each number is from. No evidence, no entry: a number without a dated page, or without any, ends the build.
 * (`hearth help check` compares the digits with the sentences.)
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';

/** The files that the directory is made of. */
export function helpFiles(content) {
  const evidence = join(content, 'help/evidence');
  return {
    directory: join(content, 'en/safety.toml'),
    evidence: readdirSync(evidence)
      .filter((name) => name.endsWith('.toml'))
      .sort()
      .map((name) => join(evidence, name)),
  };
}

export function helpDirectory(content) {
  const files = helpFiles(content);
  const proofs = files.evidence.flatMap((file) => parse(readFileSync(file, 'utf8')).proof ?? []);
  const { note, route, country } = parse(readFileSync(files.directory, 'utf8'));
  return {
    note,
    route,
    country: country.map((one) => ({
      ...one,
      from: pagesOf(one.code, proofs),
      lines: one.lines.filter((line) => !line.not_shown).map((line) => withPages(line, proofs)),
    })),
  };
}

function withPages(line, proofs) {
  const shown = { ...line, from: pagesOf(line.id, proofs) };
  delete shown.checked;
  return shown;
}

/** Each dated page once: who says it, and of which day the page is. Every number of an entry has one. */
function pagesOf(entry, proofs) {
  const own = proofs.filter((proof) => proof.entry === entry);
  const dated = own.filter((proof) => proof.by && proof.date);
  if (own.length === 0) throw new Error(`${entry}: no evidence, no entry`);
  if (own.some(({ number }) => !dated.some((proof) => proof.number === number))) throw new Error(`${entry}: shown without a dated page`);
  const pages = new Map(dated.map(({ by, date }) => [`${by}|${date}`, { by, day: date }]));
  return [...pages.values()];
}

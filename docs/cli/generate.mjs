// Writes the JSON Schemas of what every command of the program tells with --json:
//   node docs/cli/generate.mjs           writes the files that differ
//   node docs/cli/generate.mjs --check   writes nothing, fails when a file differs
// views.schema.json follows core/app/boundary.idl; the rest stands in the table below.
// Plain node, no dependencies.
import { readFileSync, readdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const draft = 'https://json-schema.org/draft/2020-12/schema';

// A field's type in the words of the idl, or a schema. `?` behind a name: it may be
// missing. Several shapes of one command stand in a list.
const sent = { delivered: 'bool' }; // is all that was written at the server
const read = { synced: 'bool' }; // is all that the server has here
const event = { event: 'text', ...sent };
const exchange = { exchange: 'Exchange', ...sent };
const talk = { state: 'text', session: 'Session', ring: 'text', late: 'int' };
const manifest = object({
  program: 'text', schema: 'int', created_at: 'int', bytes: 'int', sha256: 'text', logs: 'int', events: 'int',
});
const interval = object({ mean: 'number', low: 'number', high: 'number' }); // 95 %
const guessed = object({ right: 'int', of: 'int', share: interval });
const commands = {
  error: { error: object({ code: 'text', message: 'text' }) },
  version: { version: 'text' },
  'setup-link': { link: 'text' },
  serve: [{ listening: 'text' }, { setup_link: 'text' }], // one line each, while it runs
  demo: { demo: 'text' }, // one line, while it runs
  healthcheck: { url: 'text', status: 'int' },
  doctor: {
    ok: 'bool',
    checks: list(object({ state: { enum: ['good', 'advice', 'problem'] }, what: 'text', why: 'text', help: 'text' })),
  },
  backup: { file: 'text', manifest },
  restore: { file: 'text', data: 'text', dry_run: 'bool', restore_point: 'text', manifest },
  'config-show': { settings: list(object({ name: 'text', value: 'text', source: 'text' })) },
  'deck-check': { questions: 'int', findings: list(object({ rule: 'text', item: 'text', detail: 'text' })) },
  'help-check': { entries: 'int', numbers: 'int', not_shown: 'int', findings: list(object({ rule: 'text', entry: 'text', detail: 'text' })) },
  safety: {
    countries: list(object({
      code: 'text', name: 'text', emergency: 'text',
      lines: list(object({
        name: 'text', kind: 'text', number: 'text', hours: 'text', whom: 'text', url: 'text', checked: 'text',
      })),
    })),
    routes: list(object({ id: 'text', title: 'text', text: 'text' })),
  },
  'open-export': { out: 'text', files: list(object({ name: 'text', bytes: 'int' })), restored: 'int' },
  'open-share': [{ document: 'CounselDocument' }, { document: 'CounselDocument', out: 'text' }],
  'guide-simulate': {
    couples: 'int', weeks: 'int', seed: 'int',
    worlds: list(object({
      world: 'text', sha256: 'text',
      policies: list(object({
        policy: 'text', reduction: interval, least_reduction: interval, harms: interval,
        offered: 'number', done: 'number', minutes: 'number',
        over_gated_deck_margin: { anyOf: [interval, { type: 'null' }] },
      })),
    })),
  },
  'guide-observe': { low: 'int', high: 'int', weeks: 'int', seed: 'int', steady: guessed, lived: guessed },
  'guide-evaluate': {
    out: 'text', seeds: 'int',
    worlds: list(object({
      world: 'text', difference: 'number', low: 'number', high: 'number', harms: 'number', passes: 'bool', wins: 'bool',
    })),
  },
  'client-init': { name: 'text', zone: 'text', server: 'text?', register: 'RegisterState', ...sent },
  'client-setup': { server: 'text', register: 'RegisterState', ...sent },
  'client-kit': { file: 'text', proved: 'bool', ...sent },
  'client-kit-check': { valid: 'bool', ...read },
  'client-recover': { phase: 'text', restored: 'int', ...read },
  'client-passphrase': { changed: 'bool', ...read },
  'client-status': { status: 'Status', ...read },
  'client-invite': { pairing: 'Pairing', ...read },
  'client-zone': [{ zone: 'text', ...read }, { zone: 'text', ...sent }],
  'client-uninvite': { ...sent },
  'client-join': { pairing: 'Pairing', ...read },
  'client-words': { pairing: 'Pairing', own_words: 'list<text>', ...read },
  'client-confirm': { pairing: 'Pairing', done: 'bool', ...sent },
  'client-begin': { begin: 'BeginMode', ...sent },
  'client-today': { today: 'Today', ...read },
  'client-step': [{ guide: 'Guide', ...read }, { guide: 'Guide', ...sent }],
  'client-pace': [{ pace: 'Pace', ...read }, { pace: 'Pace', ...sent }],
  'client-wider': [{ pace: 'Pace', ...read }, { pace: 'Pace', ...sent }],
  'client-sign': [{ pace: 'Pace', ...read }, { pace: 'Pace', ...sent }],
  'client-way': [{ pace: 'Pace', ...read }, { pace: 'Pace', ...sent }],
  'client-talk-plan': talk,
  'client-talk-begin': talk,
  'client-talk-session': talk,
  'client-talk-run': talk,
  'client-talk-propose': event,
  'client-talk-answer': { talk: 'TalkRoom', ...sent },
  'client-talk-keep': event,
  'client-talk-listen': { drills: 'list<Drill>', ...read },
  'client-talk-list': { talk: 'TalkRoom', ...read },
  'client-talk-still': { talk: 'TalkRoom', ...sent },
  'client-talk-look-back': { talk: 'TalkRoom', ...sent },
  'client-signal-say': event,
  'client-signal-list': { signals: 'Signals', ...read },
  'client-signal-answer': { signals: 'Signals', ...sent },
  'client-signal-over': { signals: 'Signals', ...sent },
  'client-signal-helped': { signals: 'Signals', ...sent },
  'client-agree-list': { agreements: 'Agreements', ...read },
  'client-agree-propose': event,
  'client-agree-answer': { agreements: 'Agreements', ...sent },
  'client-agree-end': { agreements: 'Agreements', ...sent },
  'client-agree-review': { agreements: 'Agreements', ...sent },
  'client-page-forms': { pages: 'Pages', ...read },
  'client-page-save': event,
  'client-page-list': { pages: 'Pages', ...read },
  'client-page-copy': event,
  'client-mend-list': { room: 'MendRoom', ...read },
  'client-mend-invite': event,
  'client-mend-answer': { room: 'MendRoom', ...sent },
  'client-mend-seal': { room: 'MendRoom', ...sent },
  'client-mend-withdraw': { room: 'MendRoom', ...sent },
  'client-mend-open': { room: 'MendRoom', ...sent },
  'client-mend-rest': { room: 'MendRoom', ...sent },
  'client-mend-promise': event,
  'client-mend-kept': { room: 'MendRoom', ...sent },
  'client-mend-followed': { room: 'MendRoom', ...sent },
  'client-mend-again': { room: 'MendRoom', ...sent },
  'client-trust-list': { trust: 'Trust', ...read },
  'client-trust-ready': { trust: 'Trust', ...sent },
  'client-counsel-propose': event,
  'client-counsel-answer': { counsel: 'list<CounselShare>', ...sent },
  'client-counsel-list': { counsel: 'list<CounselShare>', ...read },
  'client-counsel-make': { counsel: 'list<CounselShare>', link: 'text', ...sent },
  'client-counsel-revoke': { counsel: 'list<CounselShare>', ...sent },
  'client-counsel-print': [{ document: 'CounselDocument', ...read }, { document: 'CounselDocument', out: 'text', ...read }],
  'client-answer': [exchange, { question: 'text', ...sent }],
  'client-withdraw': exchange,
  'client-open': exchange,
  'client-send-open': exchange,
  'client-react': exchange,
  'client-shelf': { exchanges: 'list<Exchange>', ...read },
  'client-share': event,
  'client-reply': { ...sent },
  'client-wording': { hints: 'list<Hint>', ...read },
  'client-thanks': [event, { notes: 'list<ThanksNote>', jar: 'list<ThanksNote>', ...read }],
  'client-checkin': { event: 'text', low_for_a_while: 'bool', ...sent },
  'client-diary': [event, { diary: 'list<DiaryEntry>', checkins: 'list<CheckinEntry>', drafts: 'list<Exchange>', ...read }],
  'client-notices': { notices: 'list<Notice>', ...read },
  'client-sync': { register: 'RegisterState', waiting: 'int', notices: 'list<Notice>', ...read },
  'client-story': { items: 'list<StoryItem>', ...read },
  'client-export': { out: 'text', files: list(object({ name: 'text', bytes: 'int' })), ...read },
  'client-erase': [{ undo_until: 'int', ...sent }, { ...sent }],
  'client-leave': { ...sent },
  'client-device-join': [
    { code: 'text' },
    { linking: 'Linking', ...read },
    { linking: 'Linking', done: 'bool', ...read },
  ],
  'client-device-link': { linking: 'Linking', ...read },
  'client-device-words': { linking: 'Linking', ...read },
  'client-device-confirm': { linking: 'Linking', done: 'bool', ...read },
  'client-device-list': { devices: 'list<Device>', ...read },
  'client-device-revoke': { id: 'text', ...sent },
  'client-same-page': { words: 'list<text>', ...read },
};

const outputs = { 'views.schema.json': views(readFileSync(join(here, '../../core/app/boundary.idl'), 'utf8')) };
for (const [name, shape] of Object.entries(commands)) {
  const shapes = Array.isArray(shape) ? shape.map((one) => object(one)) : [object(shape)];
  const title = name === 'error' ? 'any command that failed' : `hearth ${name.replace(/^(client|guide)-/, '$1 ')}`;
  outputs[`${name}.schema.json`] = { $schema: draft, title, ...(shapes.length === 1 ? shapes[0] : { oneOf: shapes }) };
}

let differs = 0;
const checking = process.argv.includes('--check');
// Schemas that are written by hand (closeness-*) are not this program's.
const byHand = (file) => file.startsWith('closeness-');
const there = readdirSync(here).filter((file) => file.endsWith('.schema.json') && !byHand(file));
for (const file of new Set([...there, ...Object.keys(outputs)])) {
  const wanted = file in outputs ? `${JSON.stringify(outputs[file], null, 1)}\n` : null;
  const old = there.includes(file) ? readFileSync(join(here, file), 'utf8') : null;
  if (old === wanted) continue;
  differs += 1;
  if (checking) console.error(`docs/cli/${file} differs: run node docs/cli/generate.mjs`);
  else if (wanted === null) unlinkSync(join(here, file));
  else writeFileSync(join(here, file), wanted);
}
process.exit(checking && differs > 0 ? 1 : 0);

function object(fields, reference = (name) => `views.schema.json#/$defs/${name}`) {
  const properties = {};
  for (const [name, type] of Object.entries(fields)) {
    properties[name] = typeof type === 'string' ? typed(type, reference) : type;
  }
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

function list(items) {
  return { type: 'array', items };
}

function typed(word, reference) {
  if (word.endsWith('?')) return { anyOf: [typed(word.slice(0, -1), reference), { type: 'null' }] };
  const inner = /^list<(.+)>$/.exec(word);
  if (inner) return list(typed(inner[1], reference));
  const plain = { text: 'string', bytes: 'string', int: 'integer', number: 'number', bool: 'boolean' };
  if (word in plain) return { type: plain[word] };
  if (word === 'json') return {};
  return { $ref: reference(word) };
}

// Every struct and enum of the boundary.
function views(idl) {
  const definitions = {};
  for (const raw of idl.split('\n')) {
    const line = raw.replace(/#.*$/, '').trim();
    const choice = /^enum (\w+) = (.+)$/.exec(line);
    if (choice) definitions[choice[1]] = { enum: choice[2].split('|').map((value) => value.trim()) };
    const struct = /^struct (\w+) \{(.*)\}$/.exec(line);
    if (!struct) continue;
    const fields = struct[2].split(',').filter((field) => field.trim() !== '').map((field) => field.split(':').map((part) => part.trim()));
    definitions[struct[1]] = object(Object.fromEntries(fields), (name) => `#/$defs/${name}`);
  }
  return { $schema: draft, title: 'the views that commands tell, as core/app/boundary.idl has them', $defs: definitions };
}

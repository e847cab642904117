// Writes the code of both sides of the boundary from boundary.idl:
//   node core/app/generate.mjs           writes the files that differ
//   node core/app/generate.mjs --check   writes nothing, fails when a file differs
// Plain node, no dependencies.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');

const idl = parse(readFileSync(join(here, 'boundary.idl'), 'utf8'));
const outputs = {
  'core/app/generated/boundary.h': cppHeader(idl),
  'core/app/generated/boundary.cpp': cppSource(idl),
  'web/src/worker/boundary.ts': typescript(idl),
};
let differs = 0;
for (const [path, text] of Object.entries(outputs)) {
  const file = join(root, path);
  let old = null;
  try { old = readFileSync(file, 'utf8'); } catch { /* not there yet */ }
  if (old === text) continue;
  differs += 1;
  if (process.argv.includes('--check')) {
    console.error(`${path} is not what core/app/boundary.idl says: run node core/app/generate.mjs`);
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`wrote ${path}`);
  }
}
process.exit(process.argv.includes('--check') && differs > 0 ? 1 : 0);

// --- reading -----------------------------------------------------------------

function parse(text) {
  const result = { structs: [], enums: [], commands: [], errors: [] };
  text.split('\n').forEach((raw, index) => {
    const line = raw.replace(/#.*$/, '').trim();
    if (line === '') return;
    const fail = (why) => { throw new Error(`boundary.idl:${index + 1}: ${why}: ${line}`); };
    let m;
    if ((m = /^enum (\w+) = (.+)$/.exec(line))) {
      result.enums.push({ name: m[1], values: m[2].split('|').map((v) => v.trim()) });
    } else if ((m = /^struct (\w+) \{(.*)\}$/.exec(line))) {
      result.structs.push({ name: m[1], fields: fields(m[2], fail) });
    } else if ((m = /^command ([\w.]+) \{(.*?)\} -> \{(.*)\}$/.exec(line))) {
      result.commands.push({ name: m[1], args: fields(m[2], fail), result: fields(m[3], fail) });
    } else if ((m = /^error (\w+)$/.exec(line))) {
      result.errors.push(m[1]);
    } else {
      fail('not understood');
    }
  });
  const known = new Set([...result.structs, ...result.enums].map((x) => x.name));
  const check = (type) => {
    if (type.kind === 'list' || type.kind === 'optional') check(type.of);
    if (type.kind === 'named' && !known.has(type.name)) throw new Error(`boundary.idl: no type ${type.name}`);
  };
  for (const s of [...result.structs]) s.fields.forEach((f) => check(f.type));
  for (const c of result.commands) [...c.args, ...c.result].forEach((f) => check(f.type));
  result.structs = sorted(result.structs);
  return result;

  function fields(body, fail) {
    if (body.trim() === '') return [];
    return body.split(',').map((part) => {
      const f = /^\s*(\w+)\s*:\s*(.+?)\s*$/.exec(part) ?? fail(`no field "${part}"`);
      return { name: f[1], type: typeOf(f[2], fail) };
    });
  }
  function typeOf(word, fail) {
    if (word.endsWith('?')) return { kind: 'optional', of: typeOf(word.slice(0, -1), fail) };
    const list = /^list<(.+)>$/.exec(word);
    if (list) return { kind: 'list', of: typeOf(list[1], fail) };
    if (['text', 'int', 'number', 'bool', 'bytes', 'json'].includes(word)) return { kind: word };
    if (!/^[A-Z]\w*$/.test(word)) fail(`no type "${word}"`);
    return { kind: 'named', name: word };
  }
  // Each struct after those that it holds.
  function sorted(structs) {
    const byName = new Map(structs.map((s) => [s.name, s]));
    const done = new Set();
    const order = [];
    const visit = (s) => {
      if (done.has(s.name)) return;
      done.add(s.name);
      for (const f of s.fields) {
        let t = f.type;
        while (t.of) t = t.of;
        if (t.kind === 'named' && byName.has(t.name)) visit(byName.get(t.name));
      }
      order.push(s);
    };
    structs.forEach(visit);
    return order;
  }
}

// --- C++ ---------------------------------------------------------------------

function pascal(name) { return name.split(/[._]/).map((w) => w[0].toUpperCase() + w.slice(1)).join(''); }
function cppField(name) { return ['this', 'private', 'new', 'long', 'export', 'public', 'default', 'register'].includes(name) ? `${name}_` : name; }
function cppMethod(name) { return cppField(name.replaceAll('.', '_')); }
function cppType(type) {
  switch (type.kind) {
    case 'text': return 'std::string';
    case 'int': return 'std::int64_t';
    case 'number': return 'double';
    case 'bool': return 'bool';
    case 'bytes': return 'Bytes';
    case 'json': return 'Json';
    case 'optional': return `std::optional<${cppType(type.of)}>`;
    case 'list': return `std::vector<${cppType(type.of)}>`;
    case 'named': return type.name;
    default: throw new Error(type.kind);
  }
}
function cppDefault(type) {
  if (type.kind === 'int' || type.kind === 'number') return ' = 0';
  if (type.kind === 'bool') return ' = false';
  if (type.kind === 'named' && idl.enums.some((e) => e.name === type.name)) return ' = {}';
  return '';
}
function cppStruct(name, fields, extra = '') {
  const lines = fields.map((f) => `  ${cppType(f.type)} ${cppField(f.name)}${cppDefault(f.type)};\n`).join('');
  return `struct ${name} {\n${extra}${lines}};\n`;
}
function records({ structs, commands }) {
  return [
    ...structs,
    ...commands.flatMap((c) => [
      { name: `${pascal(c.name)}Args`, fields: c.args },
      { name: `${pascal(c.name)}Result`, fields: c.result },
    ]),
  ];
}

function cppHeader({ structs, enums, commands, errors }) {
  let out = `#pragma once
// Generated by core/app/generate.mjs from core/app/boundary.idl. Do not edit.
//
// decode() is strict: a missing, unknown or wrongly typed field fails and names itself.
// encode() puts byte strings into the list of blobs. perform() decodes the arguments of a
// command, hands them to the handler and encodes what it answers.
#include "app/fields.h"

namespace hearth::app::boundary {

enum class ErrorCode {
${errors.map((e) => `  k${pascal(e)},\n`).join('')}};
std::string_view code(ErrorCode error);

`;
  for (const e of enums) {
    out += `enum class ${e.name} { ${e.values.map((v) => `k${pascal(v)}`).join(', ')} };\n`;
    out += `std::string_view word(${e.name} value);\n`;
    out += `bool decode(Reader& reader, const Json& json, ${e.name}& out);\n`;
    out += `Json encode(const ${e.name}& value, Blobs& blobs);\n\n`;
  }
  for (const s of structs) out += `${cppStruct(s.name, s.fields)}\n`;
  for (const c of commands) {
    const name = pascal(c.name);
    out += cppStruct(`${name}Result`, c.result);
    out += cppStruct(`${name}Args`, c.args,
      `  using Result = ${name}Result;\n  static constexpr std::string_view kName = "${c.name}";\n`);
    out += '\n';
  }
  for (const r of records({ structs, commands })) {
    out += `bool decode(Reader& reader, const Json& json, ${r.name}& out);\n`;
    out += `Json encode(const ${r.name}& value, Blobs& blobs);\n`;
  }
  out += `
struct Failure {
  ErrorCode code;
  Json detail;
};
template <class T>
using Outcome = std::expected<T, Failure>;

// One function for each command; it may take what it wants out of its arguments.
class Handler {
 public:
  virtual ~Handler() = default;
${commands.map((c) => `  virtual Outcome<${pascal(c.name)}Result> ${cppMethod(c.name)}(${pascal(c.name)}Args& args) = 0;\n`).join('')}};

enum class Command {
${commands.map((c) => `  k${pascal(c.name)},\n`).join('')}};
std::optional<Command> command_named(std::string_view name);

// The result of the command, or why there is none. The handler is not called when the
// arguments do not decode.
// decoder: boundary_args
Outcome<Json> perform(Handler& handler, Command command, const Json& args, const Blobs& blobs, Blobs& result_blobs);

}  // namespace hearth::app::boundary
`;
  return out;
}

function cppSource({ structs, enums, commands, errors }) {
  let out = `// Generated by core/app/generate.mjs from core/app/boundary.idl. Do not edit.
#include "app/generated/boundary.h"

#include <cstddef>

// The places of fields are taken of structs that hold texts and lists; clang lays
// these out as it does plain ones.
#pragma clang diagnostic ignored "-Winvalid-offsetof"

namespace hearth::app::boundary {

std::string_view code(ErrorCode error) {
  switch (error) {
${errors.map((e) => `    case ErrorCode::k${pascal(e)}: return "${e}";\n`).join('')}  }
  return "";
}

`;
  for (const e of enums) {
    out += `namespace {
constexpr std::string_view kWordsOf${e.name}[] = {${e.values.map((v) => `"${v}"`).join(', ')}};
}  // namespace
std::string_view word(${e.name} value) { return kWordsOf${e.name}[static_cast<std::size_t>(value)]; }
bool decode(Reader& reader, const Json& json, ${e.name}& out) {
  std::size_t index = 0;
  if (!read_word(reader, json, kWordsOf${e.name}, index)) return false;
  out = static_cast<${e.name}>(index);
  return true;
}
Json encode(const ${e.name}& value, Blobs& blobs) { return write_word(word(value), blobs); }

`;
  }
  for (const r of records({ structs, commands })) {
    if (r.fields.length === 0) {
      out += `bool decode(Reader& reader, const Json& json, ${r.name}&) { return decode_record(reader, json, nullptr, {}); }\n`;
      out += `Json encode(const ${r.name}&, Blobs& blobs) { return encode_record(nullptr, {}, blobs); }\n\n`;
      continue;
    }
    const rows = (way) =>
      r.fields.map((f) => `    ${way}_of<${cppType(f.type)}>("${f.name}", offsetof(${r.name}, ${cppField(f.name)})),\n`).join('');
    out += `namespace {
constexpr ReadField kReadOf${r.name}[] = {
${rows('read')}};
constexpr WriteField kWriteOf${r.name}[] = {
${rows('write')}};
}  // namespace
bool decode(Reader& reader, const Json& json, ${r.name}& out) {
  return decode_record(reader, json, &out, kReadOf${r.name});
}
Json encode(const ${r.name}& value, Blobs& blobs) { return encode_record(&value, kWriteOf${r.name}, blobs); }

`;
  }
  out += `namespace {
constexpr std::string_view kCommandNames[] = {
${commands.map((c) => `    "${c.name}",\n`).join('')}};

// One function each for what all commands have in common, so that a command adds little.
[[clang::noinline]] bool take(const Json& args, const Blobs& blobs, void* out, std::span<const ReadField> fields,
                              Outcome<Json>& result) {
  Reader reader{blobs, {}, {}};
  if (decode_record(reader, args, out, fields)) return true;
  result = std::unexpected(Failure{ErrorCode::kBadRequest, reader.detail()});
  return false;
}
[[clang::noinline]] void refuse(Failure& failure, Outcome<Json>& result) { result = std::unexpected(std::move(failure)); }
[[clang::noinline]] void give(const void* value, std::span<const WriteField> fields, Blobs& blobs, Outcome<Json>& result) {
  result = encode_record(value, fields, blobs);
}

template <class Args>
void run(Handler& handler, Outcome<typename Args::Result> (Handler::*method)(Args&), std::span<const ReadField> reads,
         std::span<const WriteField> writes, const Json& args, const Blobs& blobs, Blobs& result_blobs,
         Outcome<Json>& result) {
  Args decoded;
  if (!take(args, blobs, &decoded, reads, result)) return;
  auto outcome = (handler.*method)(decoded);
  if (!outcome) return refuse(outcome.error(), result);
  give(&*outcome, writes, result_blobs, result);
}
}  // namespace

std::optional<Command> command_named(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kCommandNames); ++i) {
    if (kCommandNames[i] == name) return static_cast<Command>(i);
  }
  return std::nullopt;
}

Outcome<Json> perform(Handler& handler, Command command, const Json& args, const Blobs& blobs, Blobs& result_blobs) {
  Outcome<Json> result = std::unexpected(Failure{ErrorCode::kBadRequest, {}});
  switch (command) {
${commands.map((c) => `    case Command::k${pascal(c.name)}:
      run(handler, &Handler::${cppMethod(c.name)}, ${c.args.length > 0 ? `kReadOf${pascal(c.name)}Args` : 'std::span<const ReadField>()'}, ${c.result.length > 0 ? `kWriteOf${pascal(c.name)}Result` : 'std::span<const WriteField>()'}, args, blobs, result_blobs, result);
      break;\n`).join('')}  }
  return result;
}

}  // namespace hearth::app::boundary
`;
  return out;
}

// --- TypeScript --------------------------------------------------------------

function tsType(type) {
  switch (type.kind) {
    case 'text': return 'string';
    case 'int': case 'number': return 'number';
    case 'bool': return 'boolean';
    case 'bytes': return 'Uint8Array';
    case 'json': return 'Json';
    case 'optional': return `${tsType(type.of)} | null`;
    case 'list': return `${tsType(type.of)}[]`.replace(/^(.* \| null)\[\]$/, '($1)[]');
    case 'named': return type.name;
    default: throw new Error(type.kind);
  }
}
function tsFields(fields, optionalMayMiss) {
  if (fields.length === 0) return 'Record<string, never>';
  const inner = fields.map((f) => {
    const may = optionalMayMiss && f.type.kind === 'optional' ? '?' : '';
    return `${f.name}${may}: ${tsType(f.type)}`;
  });
  return `{ ${inner.join('; ')} }`;
}

function typescript({ structs, enums, commands, errors }) {
  let out = `// Generated by core/app/generate.mjs from core/app/boundary.idl. Do not edit.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

`;
  for (const e of enums) out += `export type ${e.name} = ${e.values.map((v) => `'${v}'`).join(' | ')};\n`;
  out += `\nexport type ErrorCode =\n${errors.map((e) => `  | '${e}'`).join('\n')};\n\n`;
  for (const s of structs) {
    out += `export interface ${s.name} {\n${s.fields.map((f) => `  ${f.name}: ${tsType(f.type)};\n`).join('')}}\n\n`;
  }
  out += `/** Every command: what it takes and what it gives. */
export interface Commands {
${commands.map((c) => `  '${c.name}': { args: ${tsFields(c.args, true)}; result: ${tsFields(c.result, false)} };\n`).join('')}}
export type Command = keyof Commands;
export type Args<K extends Command> = Commands[K]['args'];
export type Result<K extends Command> = Commands[K]['result'];
`;
  return out + readFileSync(join(here, 'frame.ts.part'), 'utf8');
}

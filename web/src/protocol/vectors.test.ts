/**
 * The protocol, written a second time and from docs/protocol.md alone: what this
 * page works out must be what the core gave (tests/data/vectors.json). For tests
 * only; the app has no cryptography outside the core.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import sodium from 'libsodium-wrappers-sumo';
import { beforeAll, describe, expect, it } from 'vitest';

type Case = Record<string, string | number | string[]>;
type Vectors = Record<string, Case[]>;

const vectors = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../tests/data/vectors.json'), 'utf8')) as Vectors;

// ---- section 2: encoding and hashes -----------------------------------------------

const utf8 = (text: string) => new TextEncoder().encode(text);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const unhex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
const nothing = new Uint8Array();

function join(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function number(value: number | bigint, size: 1 | 2 | 4 | 8): Uint8Array {
  const bytes = new Uint8Array(size);
  let left = BigInt.asUintN(64, BigInt(value));
  for (let at = 0; at < size; at += 1) {
    bytes[at] = Number(left & 255n);
    left >>= 8n;
  }
  return bytes;
}

const sized = (bytes: Uint8Array) => join(number(bytes.length, 4), bytes);
const text = (value: string) => sized(utf8(value));

function hash(name: string, fields: Uint8Array[], key: Uint8Array | null = null): Uint8Array {
  return sodium.crypto_generichash(32, join(text(`hearth/1/${name}`), ...fields.map(sized)), key);
}

function box(key: Uint8Array, associated: Uint8Array, plaintext: Uint8Array, random: Uint8Array): Uint8Array {
  const nonceKey = hash('nonce-key', [], key);
  const nonce = hash('nonce', [random, associated, plaintext], nonceKey).slice(0, 24);
  const sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, associated, null, nonce, key);
  return join(nonce, sealed);
}

function sign(secret: Uint8Array, name: string, fields: Uint8Array[]): Uint8Array {
  const pair = sodium.crypto_sign_seed_keypair(secret);
  return sodium.crypto_sign_detached(hash(name, fields), pair.privateKey);
}

const signingPublic = (secret: Uint8Array) => sodium.crypto_sign_seed_keypair(secret).publicKey;

// Section 4.
function padme(length: number): number {
  const exponent = Math.floor(Math.log2(length));
  const bits = exponent === 0 ? 0 : Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** Math.max(exponent - bits, 0);
  return length < 2 ? length : Math.ceil(length / step) * step;
}

// ---- reading the vectors --------------------------------------------------------------

function group(name: string): Case[] {
  const cases = vectors[name];
  if (cases === undefined || cases.length === 0) throw new Error(`no vectors called ${name}`);
  return cases;
}

function only(name: string, title?: string): Case {
  const found = group(name).find((one) => title === undefined || one.name === title);
  if (found === undefined) throw new Error(`no vector ${name}/${title ?? ''}`);
  return found;
}

function bytes(one: Case, field: string): Uint8Array {
  const value = one[field];
  if (typeof value !== 'string') throw new Error(`no bytes ${field}`);
  return unhex(value);
}

function word(one: Case, field: string): string {
  const value = one[field];
  if (typeof value !== 'string') throw new Error(`no text ${field}`);
  return value;
}

function integer(one: Case, field: string): number {
  const value = one[field];
  if (typeof value !== 'number') throw new Error(`no number ${field}`);
  return value;
}

beforeAll(() => sodium.ready);

describe('the protocol, worked out a second time', () => {
  it('hashes with labels and lengths', () => {
    for (const one of group('hash')) {
      const fields = one.fields;
      if (!Array.isArray(fields)) throw new Error('no fields');
      const key = one.key === undefined ? null : bytes(one, 'key');
      expect(hex(hash(word(one, 'label'), fields.map(unhex), key))).toBe(one.hash);
    }
  });

  it('pads to PADMÉ', () => {
    for (const one of group('padme')) {
      const padded = padme(integer(one, 'length'));
      expect(padded).toBe(one.padme);
      expect(Math.max(padded, 512)).toBe(one.plaintext);
    }
  });

  it('writes the whole worked example of a shared event', () => {
    const one = only('envelope');
    const inside = join(
      number(1, 1),
      text(word(one, 'type')),
      number(1, 2),
      number(integer(one, 'logical'), 8),
      number(integer(one, 'authored_ms'), 8),
      number(1, 4),
      bytes(one, 'head_device'),
      number(integer(one, 'head_stream'), 1),
      number(integer(one, 'head_sequence'), 8),
      bytes(one, 'head_link'),
      text(word(one, 'payload')),
    );
    const plaintext = join(inside, new Uint8Array(512 - inside.length));
    expect(hex(plaintext)).toBe(one.plaintext);
    const core = join(
      number(1, 1),
      number(integer(one, 'stream'), 1),
      bytes(one, 'log'),
      bytes(one, 'owner'),
      bytes(one, 'event'),
      bytes(one, 'device'),
      number(integer(one, 'sequence'), 8),
      bytes(one, 'previous'),
      bytes(one, 'key_id'),
    );
    expect(core.length).toBe(138);
    const body = box(bytes(one, 'author_key'), core, plaintext, bytes(one, 'random'));
    expect(hex(body.slice(0, 24))).toBe(one.nonce);
    expect(hex(body)).toBe(one.body);
    const bodyHash = hash('body', [body]);
    expect(hex(bodyHash)).toBe(one.body_hash);
    const tagKey = hash('own-tag-key', [], bytes(one, 'generation_key'));
    const ownTag = hash('own-tag', [core, bodyHash], tagKey);
    expect(hex(ownTag)).toBe(one.own_tag);
    const header = join(core, bodyHash, number(body.length, 4), ownTag);
    expect(header.length).toBe(206);
    expect(hex(header)).toBe(one.header);
    expect(hex(hash('link', [header]))).toBe(one.link);
  });

  it('derives every key', () => {
    for (const [title, label] of [
      ['epoch id', 'epoch'],
      ['generation id', 'generation'],
    ] as const) {
      const one = only('derive', title);
      expect(hex(hash(label, [bytes(one, 'key'), bytes(one, 'parent')]))).toBe(one.id);
    }

    const author = only('derive', 'author key');
    const alice = sodium.crypto_scalarmult_base(bytes(author, 'alice_identity_secret'));
    const bob = sodium.crypto_scalarmult_base(bytes(author, 'bob_identity_secret'));
    expect(hex(alice)).toBe(author.alice_identity);
    expect(hex(bob)).toBe(author.bob_identity);
    const agreement = sodium.crypto_scalarmult(bytes(author, 'bob_identity_secret'), alice);
    expect(hex(agreement)).toBe(author.agreement);
    const sorted = [alice, bob].sort((a, b) => Buffer.compare(a, b));
    const fields = [agreement, ...sorted, bytes(author, 'space'), bytes(author, 'epoch_id')];
    fields.push(number(integer(author, 'stream'), 1), bytes(author, 'author'));
    expect(hex(hash('author', fields, bytes(author, 'epoch_key')))).toBe(author.key);

    const own = only('derive', 'private key');
    const place = [bytes(own, 'log'), bytes(own, 'generation_id'), bytes(own, 'member')];
    expect(hex(hash('private', place, bytes(own, 'generation_key')))).toBe(own.key);

    for (const [title, label] of [
      ['own tag key', 'own-tag-key'],
      ['seal key', 'seal-key'],
    ] as const) {
      const one = only('derive', title);
      expect(hex(hash(label, [], bytes(one, 'generation_key')))).toBe(one.key);
    }

    const rank = only('derive', 'rank');
    expect(hex(hash('rank', [utf8(word(rank, 'what'))], hash('rank-key', [], bytes(rank, 'root'))))).toBe(rank.rank);

    const coin = only('derive', 'own coin');
    const coinKey = hash('coin-key', [], bytes(coin, 'owner_exchange_secret'));
    expect(hex(hash('coin', [bytes(coin, 'log'), utf8(word(coin, 'what'))], coinKey))).toBe(coin.coin);
  });

  it('seals an answer, and commits to its key', () => {
    const id = only('derive', 'exchange id');
    const question = [utf8(word(id, 'question')), number(integer(id, 'version'), 4), number(integer(id, 'round'), 4)];
    expect(hex(hash('exchange', question, hash('exchange-key', [], bytes(id, 'root'))))).toBe(id.id);

    const key = only('derive', 'answer key');
    expect(hex(hash('answer', [bytes(key, 'exchange'), bytes(key, 'event')], bytes(key, 'seal_key')))).toBe(key.key);

    const one = only('derive', 'sealed answer');
    const place = join(text('hearth/1/box'), bytes(one, 'space'), bytes(one, 'exchange'), bytes(one, 'member'), bytes(one, 'event'));
    expect(hex(place)).toBe(one.associated);
    const answer = text(word(one, 'answer'));
    const padded = join(answer, new Uint8Array(4096 - answer.length));
    const sealed = box(bytes(one, 'key'), place, padded, bytes(one, 'random'));
    expect(hex(sealed)).toBe(one.box);
    const committed = [
      bytes(one, 'exchange'),
      utf8(word(one, 'question')),
      number(integer(one, 'version'), 4),
      bytes(one, 'member'),
      bytes(one, 'key'),
      sealed,
    ];
    expect(hex(hash('commitment', committed))).toBe(one.commitment);
  });

  it('seals a key to a device', () => {
    const one = only('seal_to');
    const recipient = sodium.crypto_scalarmult_base(bytes(one, 'recipient_secret'));
    expect(hex(recipient)).toBe(one.recipient);
    const ephemeral = sodium.crypto_scalarmult_base(bytes(one, 'ephemeral_secret'));
    const agreement = sodium.crypto_scalarmult(bytes(one, 'ephemeral_secret'), recipient);
    const bound = bytes(one, 'bound_to');
    const key = hash('wrap', [ephemeral, recipient, nothing, bound], agreement);
    expect(hex(join(ephemeral, box(key, bound, bytes(one, 'plaintext'), bytes(one, 'random'))))).toBe(one.sealed);
  });

  it('seals a document for a counsellor', () => {
    for (const one of group('share')) {
      const key = bytes(one, 'key');
      const id = bytes(one, 'id');
      const content = join(number(1, 1), sized(bytes(one, 'document')));
      const plain = join(content, new Uint8Array(Math.max(4096, padme(content.length)) - content.length));
      const body = box(key, join(text('hearth/1/share'), id), plain, hash('share-random', [id], key));
      expect(body.length).toBe(integer(one, 'body_length'));
      expect(hex(body.slice(0, 24))).toBe(one.nonce);
      expect(hex(hash('body', [body]))).toBe(one.body_hash);
    }
  });

  it('signs a certificate and the control event that carries it', () => {
    const one = only('control');
    const identity = bytes(one, 'identity_signing_secret');
    const device = bytes(one, 'device_signing_secret');
    const identityKeys = join(signingPublic(identity), sodium.crypto_scalarmult_base(bytes(one, 'identity_exchange_secret')));
    const deviceKeys = join(signingPublic(device), sodium.crypto_scalarmult_base(bytes(one, 'device_exchange_secret')));
    const kind = number(0, 1);
    const who = join(bytes(one, 'log'), bytes(one, 'member'));
    const statement = join(who, identityKeys, bytes(one, 'device'), deviceKeys, kind);
    expect(hex(statement)).toBe(one.statement);
    const byIdentity = sign(identity, 'certificate', [statement]);
    const byDevice = sign(device, 'certificate', [statement]);
    expect(hex(byIdentity)).toBe(one.by_identity);
    expect(hex(byDevice)).toBe(one.by_subject);
    const voucher = bytes(one, 'device');
    const certificate = join(bytes(one, 'device'), deviceKeys, kind, voucher, byIdentity, byDevice, byDevice);
    const payload = join(bytes(one, 'member'), identityKeys, certificate);
    const unsigned = join(number(1, 1), number(0, 1), number(1, 8), number(1_795_000_000_000, 8), number(0, 4), sized(payload));
    const signature = sign(device, 'control', [bytes(one, 'core'), unsigned]);
    expect(hex(join(unsigned, signature))).toBe(one.body);
  });

  it('follows the handshake to the same words', () => {
    const one = only('handshake', 'pairing');
    const secret = bytes(one, 'secret');
    expect(hex(hash('pair-locator', [], secret).slice(0, 16))).toBe(one.locator);
    expect(hex(hash('pair-seat', [], secret))).toBe(one.seat_token);

    let running = hash('pair-begin', [number(integer(one, 'purpose'), 1)]);
    const message = (kind: number, role: string, payload: Uint8Array) => {
      const before = join(number(1, 1), number(kind, 1), sized(payload));
      const roleKey = hash('pair-role', [utf8(role)], secret);
      return join(before, hash('pair-mac', [running, before], roleKey));
    };
    const commitment = hash('pair-commitment', [bytes(one, 'nonce_inviter'), bytes(one, 'hello_inviter')]);
    const steps = [
      () => message(1, 'inviter', join(sized(bytes(one, 'hello_inviter')), commitment)),
      () => message(2, 'joiner', join(sized(bytes(one, 'hello_joiner')), bytes(one, 'nonce_joiner'))),
      () => message(3, 'inviter', bytes(one, 'nonce_inviter')),
    ];
    steps.forEach((step, at) => {
      const made = step();
      expect(hex(made)).toBe(one[`message_${at + 1}`]);
      running = hash('pair-running', [running, made]);
    });
    const transcript = hash('pair-transcript', [running]);
    expect(hex(transcript)).toBe(one.transcript);
    expect(hex(message(4, 'inviter', nothing))).toBe(one.message_4_inviter);

    // The words themselves are the list's; here only that each role has its own.
    const numbers = ['inviter', 'joiner'].map((role) => {
      const [a = 0, b = 0, c = 0] = hash('pair-words', [transcript, utf8(role)]);
      const bits = a | (b << 8) | (c << 16);
      return [bits & 2047, (bits >> 11) & 2047];
    });
    expect(numbers[0]).not.toEqual(numbers[1]);

    const spoken = only('handshake', 'spoken words');
    expect(hex(hash('pair-salt', [utf8(word(spoken, 'origin'))]).slice(0, 16))).toBe(spoken.salt);
  });

  it('derives the keys of a kit', () => {
    const one = only('kit');
    const signing = hash('kit-signing', [], bytes(one, 'bits'));
    expect(hex(signing)).toBe(one.signing_secret);
    expect(hex(signingPublic(signing))).toBe(one.signing_key);
    expect(hex(hash('kit-exchange', [], bytes(one, 'bits')))).toBe(one.exchange_secret);
    expect(hex(hash('kit-device', [signingPublic(signing)]).slice(0, 16))).toBe(one.device);
  });

  it('signs a login', () => {
    const one = only('login');
    const statement = join(
      text(word(one, 'origin')),
      text(word(one, 'action')),
      bytes(one, 'log'),
      bytes(one, 'device'),
      bytes(one, 'challenge'),
      bytes(one, 'nonce'),
      sized(bytes(one, 'extra')),
    );
    expect(hex(statement)).toBe(one.statement);
    expect(hex(signingPublic(bytes(one, 'signing_secret')))).toBe(one.signing_key);
    expect(hex(sign(bytes(one, 'signing_secret'), 'login', [statement]))).toBe(one.signature);
  });

  it('stretches a passphrase', () => {
    const one = only('argon2id');
    const key = sodium.crypto_pwhash(
      32,
      word(one, 'passphrase'),
      bytes(one, 'salt'),
      3,
      64 * 1024 * 1024,
      sodium.crypto_pwhash_ALG_ARGON2ID13,
    );
    expect(hex(key)).toBe(one.key);
  }, 120_000);
});

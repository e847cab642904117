// Seen by every file of libsodium in the WebAssembly build: its default random
// source is none. See no_randomness.c.
#ifndef HEARTH_WASM_NO_RANDOMNESS_H
#define HEARTH_WASM_NO_RANDOMNESS_H
struct randombytes_implementation;
extern struct randombytes_implementation hearth_no_randomness;
#endif

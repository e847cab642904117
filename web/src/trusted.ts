/** The one Trusted Types policy of the app: it lets addresses of our own scripts through and nothing else. */
interface Policy {
  createScriptURL(address: string): unknown;
}

interface Factory {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy;
}

const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;

const policy = factory?.createPolicy('hearth', {
  createScriptURL(address) {
    if (new URL(address, location.href).origin !== location.origin) throw new TypeError('not_our_script');
    return address;
  },
});

export function scriptAddress(address: string): string {
  return (policy?.createScriptURL(address) ?? address) as string;
}

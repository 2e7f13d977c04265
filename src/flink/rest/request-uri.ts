/** A request's address, decoded, as Netty's QueryStringDecoder and Flink's Router read it. */
export interface RequestUri {
  readonly path: string;
  /** Of the path, without the version. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
}

export function requestUri(url: string): RequestUri {
  const [encoded = '', search = ''] = url.split(/\?(.*)/s);
  const path = decoded(encoded);
  const parts = path
    .replace(/^\/v1(?=\/|$)/, '')
    .replace(/^\/+|\/+$/g, '')
    .split('/');
  return { path, parts, query: new URLSearchParams(search) };
}

/** What is wrong with the escapes of an address, in Netty's words (QueryStringDecoder.decodeComponent); null: nothing. */
export function malformed(url: string): string | null {
  for (const { index } of url.matchAll(/%/g)) {
    const end = url.slice(index).search(index < url.search(/\?|$/) ? /\?|$/ : /[&;=]|$/);
    if (end < 3) return `unterminated escape sequence at index ${index} of: ${url}`;
    const hex = url.slice(index + 1, index + 3);
    if (!/^[0-9a-f]{2}$/i.test(hex)) return `invalid hex byte '${hex}' at index ${index + 1} of '${url}'`;
  }
  return null;
}

/** Bytes that are no UTF-8 become U+FFFD. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    const bytes = escapes
      .slice(1)
      .split('%')
      .map((hex) => Number.parseInt(hex, 16));
    return new TextDecoder().decode(Uint8Array.from(bytes));
  });
}

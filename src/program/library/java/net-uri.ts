/** java.net.URI and URL, and the resources that class loaders find. */
import { stringHash } from '../../../flink/api/values.ts';
import { jvm } from '../../jvm.ts';
import { allocate } from '../../link.ts';
import { bytesOf } from '../../runtime/disk.ts';
import type { BytesInput, FileInput } from '../../runtime/io.ts';
import { Base, nonNull } from '../../runtime/object.ts';
import { notSimulated, Raise, raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';

/** A hierarchical or opaque URI, taken apart. */
class Address extends Base {
  text = '';
  scheme: string | null = null;
  userInfo: string | null = null;
  host: string | null = null;
  port = -1;
  path = '';
  query: string | null = null;
  fragment: string | null = null;

  override $toString(): string {
    return this.text;
  }
  override $equals(other: unknown): boolean {
    return other instanceof Address && other.constructor === this.constructor && other.text === this.text;
  }
  override $hashCode(): number {
    return stringHash(this.text);
  }
  /** `scheme://user@host:port/path?query#fragment`, each part optional. */
  take(text: string): this {
    const parts = /^(?:([A-Za-z][\w+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text);
    const [, scheme, authority, path, query, fragment] = parts ?? [];
    const place = /^(?:([^@]*)@)?(.*?)(?::(\d+))?$/.exec(authority ?? '');
    this.text = text;
    this.scheme = scheme ?? null;
    this.userInfo = place?.[1] ?? null;
    this.host = authority === undefined ? null : (place?.[2] ?? '');
    this.port = place?.[3] === undefined ? -1 : Number(place[3]);
    this.path = path ?? '';
    this.query = query ?? null;
    this.fragment = fragment ?? null;
    return this;
  }
  get authority(): string | null {
    if (this.host === null) return null;
    return `${this.userInfo === null ? '' : `${this.userInfo}@`}${this.host}${this.port < 0 ? '' : `:${this.port}`}`;
  }
}
class UriObject extends Address {
  /** Without a path that starts at a root: `mailto:…`, `jar:file:…`. */
  get opaque(): boolean {
    return this.scheme !== null && this.host === null && !this.path.startsWith('/');
  }
  $init$String(text: string): this {
    const bad = /[\s\\^`{|}<>"]/.exec(nonNull(text));
    if (bad)
      throw new Raise(
        'java.net.URISyntaxException',
        `Illegal character in ${text.includes(':') && !text.includes('/') ? 'opaque part' : 'path'} at index ${bad.index}: ${text}`,
      );
    return this.take(text);
  }
}
class UrlObject extends Address {
  $init$String(text: string): this {
    this.take(nonNull(text).trim());
    if (this.scheme === null) throw new Raise('java.net.MalformedURLException', `no protocol: ${text}`);
    if (!PROTOCOLS.has(this.scheme))
      throw new Raise('java.net.MalformedURLException', `unknown protocol: ${this.scheme}`);
    return this;
  }
  get file(): string {
    return this.query === null ? this.path : `${this.path}?${this.query}`;
  }
}
/** The protocols that a JDK has handlers of. */
const PROTOCOLS = new Map([
  ['file', -1],
  ['jar', -1],
  ['http', 80],
  ['https', 443],
  ['ftp', 21],
]);
export const uri = (text: string): UriObject => allocate<UriObject>('java.net.URI').$init$String(text);
export const url = (text: string): UrlObject => allocate<UrlObject>('java.net.URL').$init$String(text);
export const fileUri = (path: string): UriObject => uri(`file:${encodeURI(path)}`);
/** The path of a `file:` URI, as java.io.File takes it. */
export function pathOfUri(address: UriObject): string {
  const wrong = (what: string): never => raise('IllegalArgumentException', what);
  if (address.scheme === null) return wrong('URI is not absolute');
  if (address.opaque) return wrong('URI is not hierarchical');
  return address.scheme === 'file' ? decodeURI(address.path) : wrong('URI scheme is not "file"');
}
/** The same for java.nio.file.Path, which looks for a file system of the scheme. */
export function nioPathOfUri(address: UriObject): string {
  if (address.scheme === null) return raise('IllegalArgumentException', 'Missing scheme');
  if (address.scheme === 'file') return pathOfUri(address);
  const message =
    address.scheme === 'jar' ? address.path.replace(/^file:|!.*$/g, '') : `Provider "${address.scheme}" not installed`;
  return raise('java.nio.file.FileSystemNotFoundException', message);
}

function bytesInput(bytes: Int8Array): BytesInput {
  return allocate<BytesInput>('java.io.ByteArrayInputStream').$init$byte_A(bytes);
}
export function opened(address: UrlObject): BytesInput {
  if (address.scheme === 'file')
    return allocate<FileInput>('java.io.FileInputStream').$init$String(decodeURI(address.path));
  const entry = address.scheme === 'jar' ? address.path.replace(/^.*!\//, '') : null;
  if (entry !== null) {
    const found = jvm().resources(entry);
    if (found?.content) return bytesInput(bytesOf(found.content));
    throw new Raise(
      'java.io.FileNotFoundException',
      `JAR entry ${entry} not found in ${address.path.replace(/^file:|!.*$/g, '')}`,
    );
  }
  return notSimulated(`java.net.URL.openStream of ${address.text}`);
}

/** A class loader's getResource: names are taken from the root of the class path. */
export function resource(name: string): UrlObject | null {
  const found = nonNull(name).startsWith('/') ? null : jvm().resources(name);
  return found && url(found.url);
}
/** A directory reads as the list of its names, as the JDK's handler of `file:` has it. */
export function resourceStream(name: string): BytesInput | null {
  const found = nonNull(name).startsWith('/') ? null : jvm().resources(name);
  if (!found) return null;
  if (found.content) return bytesInput(bytesOf(found.content));
  const names = jvm().ref.files.list(found.url.replace(/^file:/, ''));
  return bytesInput(Int8Array.from(new TextEncoder().encode(names.map((each) => `${each}\n`).join(''))));
}
/** A name as Class.getResource takes it, from the root of the class path: below the class's package, or absolute with a slash. */
export function resourceName(className: string, name: string): string {
  if (nonNull(name).startsWith('/')) return name.slice(1);
  const end = className.lastIndexOf('.');
  return end < 0 ? name : `${className.slice(0, end).replaceAll('.', '/')}/${name}`;
}

const shared = {
  getHost(this: Address) {
    return this.host;
  },
  getPort(this: Address) {
    return this.port;
  },
  getUserInfo(this: Address) {
    return this.userInfo;
  },
  getQuery(this: Address) {
    return this.query;
  },
  getAuthority(this: Address) {
    return this.authority;
  },
};

library({
  package: 'java.net',
  stubs: `
@Open public final class URL implements java.io.Serializable { public URL(String text) throws MalformedURLException; public String getProtocol(); public String getHost(); public int getPort(); public int getDefaultPort(); public String getPath(); public String getFile(); public String getQuery(); public String getRef(); public String getUserInfo(); public String getAuthority(); public java.io.InputStream openStream() throws java.io.IOException; public URI toURI() throws URISyntaxException; public String toExternalForm(); public boolean equals(Object o); public int hashCode(); public String toString(); }
@Open public final class URI implements Comparable<URI>, java.io.Serializable { public URI(String text) throws URISyntaxException; public static URI create(String text); public String getScheme(); public String getHost(); public int getPort(); public String getPath(); public String getRawPath(); public String getQuery(); public String getFragment(); public String getUserInfo(); public String getAuthority(); public boolean isAbsolute(); public boolean isOpaque(); public URL toURL() throws MalformedURLException; public int compareTo(URI other); public boolean equals(Object o); public int hashCode(); public String toString(); }`,
  bodies: {
    URL: {
      $class: UrlObject,
      ...shared,
      getHost(this: UrlObject) {
        return this.host ?? '';
      },
      getProtocol(this: UrlObject) {
        return this.scheme;
      },
      getDefaultPort(this: UrlObject) {
        return PROTOCOLS.get(this.scheme ?? '') ?? -1;
      },
      getPath(this: UrlObject) {
        return this.path;
      },
      getFile(this: UrlObject) {
        return this.file;
      },
      getRef(this: UrlObject) {
        return this.fragment;
      },
      openStream(this: UrlObject) {
        return opened(this);
      },
      toURI(this: UrlObject) {
        return uri(this.text);
      },
      toExternalForm(this: UrlObject) {
        return this.text;
      },
    },
    URI: {
      $class: UriObject,
      ...shared,
      create(text: string) {
        try {
          return uri(text);
        } catch (error) {
          if (error instanceof Raise && error.className === 'java.net.URISyntaxException')
            throw new Raise('java.lang.IllegalArgumentException', error.detail);
          throw error;
        }
      },
      getScheme(this: UriObject) {
        return this.scheme;
      },
      getPath(this: UriObject) {
        return this.opaque ? null : decodeURI(this.path);
      },
      getRawPath(this: UriObject) {
        return this.opaque ? null : this.path;
      },
      getFragment(this: UriObject) {
        return this.fragment;
      },
      isAbsolute(this: UriObject) {
        return this.scheme !== null;
      },
      isOpaque(this: UriObject) {
        return this.opaque;
      },
      toURL(this: UriObject) {
        if (this.scheme === null) throw new Raise('java.lang.IllegalArgumentException', 'URI is not absolute');
        return url(this.text);
      },
      compareTo(this: UriObject, other: UriObject) {
        return this.text < other.text ? -1 : this.text > other.text ? 1 : 0;
      },
    },
  },
});

/** java.net.InetAddress: the names that a program can know without asking a name server. */
import { jvm } from '../../jvm.ts';
import { allocate } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { Raise } from '../../runtime/raise.ts';

class InetAddressObject extends Base {
  host = 'localhost';
  address = '127.0.0.1';
  override $toString(): string {
    return `${this.host}/${this.address}`;
  }
  override $equals(other: unknown): boolean {
    return other instanceof InetAddressObject && other.address === this.address;
  }
  override $hashCode(): number {
    return this.address.split('.').reduce((hash, byte) => (hash << 8) | Number(byte), 0);
  }
}
const make = (host: string, address: string): InetAddressObject =>
  Object.assign(allocate<InetAddressObject>('java.net.InetAddress'), { host, address });

/** @throws UnknownHostException for a name that is not this machine's */
function byName(name: string | null): InetAddressObject {
  const own = jvm().ref.host;
  if (name === null || name === '' || name === 'localhost') return make('localhost', '127.0.0.1');
  if (name === own.name) return make(own.name, own.address);
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(name)) return make(name === own.address ? own.name : name, name);
  throw new Raise('java.net.UnknownHostException', `${name}: Name or service not known`);
}

type Address = InetAddressObject;
export const inetAddressBodies = {
  $class: InetAddressObject,
  getLocalHost: () => byName(jvm().ref.host.name),
  getLoopbackAddress: () => byName('localhost'),
  getByName: byName,
  getHostName(this: Address) {
    return this.host;
  },
  getCanonicalHostName(this: Address) {
    return this.host;
  },
  getHostAddress(this: Address) {
    return this.address;
  },
  isLoopbackAddress(this: Address) {
    return this.address.startsWith('127.');
  },
};

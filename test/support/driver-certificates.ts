/** Makes certificates in memory, so that TLS is tested for real without a key in the repository. */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

export interface Certificate {
  /** PEM. */
  readonly certificate: string;
  /** PEM. */
  readonly key: string;
  /** SHA-256 of the certificate, hexadecimal with colons, as `openssl x509 -fingerprint -sha256` prints it. */
  readonly fingerprint: string;
}

interface Authority {
  readonly name: string;
  readonly key: KeyObject;
}

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 128
      ? [tag, length]
      : length < 256
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
};

const objectId = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const name = (common: string): Buffer =>
  der(0x30, der(0x31, der(0x30, objectId('550403'), der(0x0c, Buffer.from(common)))));
const time = (at: Date): Buffer => der(0x18, Buffer.from(at.toISOString().replace(/[-:T]|\.\d+/g, '')));
const ecdsaWithSha256 = der(0x30, objectId('2a8648ce3d040302'));
const bits = (content: Uint8Array): Buffer => der(0x03, Buffer.from([0]), content);
const pem = (label: string, content: Buffer): string =>
  `-----BEGIN ${label}-----\n${(content.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`;

function issue(subject: string, issuer: Authority | null): Certificate & { authority: Authority } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const signer = issuer ?? { name: subject, key: privateKey };
  const now = Date.now();
  const day = 86_400_000;
  const extensions =
    issuer === null
      ? [
          der(
            0x30,
            objectId('551d13'),
            der(0x01, Buffer.from([0xff])),
            der(0x04, der(0x30, der(0x01, Buffer.from([0xff])))),
          ),
        ]
      : [
          // subjectAltName: the names under which tests reach a server on loopback.
          der(
            0x30,
            objectId('551d11'),
            der(0x04, der(0x30, der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])))),
          ),
        ];
  const toBeSigned = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([0x40]), randomBytes(7)),
    ecdsaWithSha256,
    name(signer.name),
    der(0x30, time(new Date(now - day)), time(new Date(now + day))),
    name(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, ...extensions)),
  );
  const content = der(0x30, toBeSigned, ecdsaWithSha256, bits(sign('sha256', toBeSigned, signer.key)));
  return {
    certificate: pem('CERTIFICATE', content),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    fingerprint: (createHash('sha256').update(content).digest('hex').toUpperCase().match(/../g) ?? []).join(
      ':',
    ),
    authority: { name: subject, key: privateKey },
  };
}

/** A private authority, and a certificate of it for `localhost` and 127.0.0.1; both hold for a day either way. */
export function makeCertificates(): { readonly ca: string; readonly server: Certificate } {
  const root = issue('Upshelf test authority', null);
  const { certificate, key, fingerprint } = issue('localhost', root.authority);
  return { ca: root.certificate, server: { certificate, key, fingerprint } };
}

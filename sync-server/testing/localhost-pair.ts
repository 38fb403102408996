import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Of localhost and 127.0.0.1, signed by itself, until the year 2126. Everybody knows its key: it proves nothing. */
export const localhostCertificate = `-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUGhe2qFeFPlyrGGLGGT/KBa0Y2eIwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjE2MjAzN1oYDzIxMjYxMDI5
MTYyMDM3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAT3N9xdPNpboEMQ6RjA7z4i6DrUN6cz6VmXV+SP7n8K+IRNPxuLiyoY
fqVGNWwz+YDndqIfV0sSutSXVUBXeWO8o28wbTAdBgNVHQ4EFgQUWb3aiGWlTMSt
cRgPrASozM2wZLYwHwYDVR0jBBgwFoAUWb3aiGWlTMStcRgPrASozM2wZLYwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSQAwRgIhAODtCpnC226af4vIFnOXxHbEWP6UO2Ru4QIGwjGp+V8pAiEA
hkjczmnHeaTKCtgEzcTc4B/yOtiz7VB3MZgYj0Dg/DA=
-----END CERTIFICATE-----
`;

const localhostKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQguy35EDikE3YCXQw6
EEOL2Um3LFH3koLxq4g1k5a/F8OhRANCAAT3N9xdPNpboEMQ6RjA7z4i6DrUN6cz
6VmXV+SP7n8K+IRNPxuLiyoYfqVGNWwz+YDndqIfV0sSutSXVUBXeWO8
-----END PRIVATE KEY-----
`;

/** Both as files, as a server takes them. */
export function localhostPair(): { TLS_CERT: string; TLS_KEY: string } {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-tls-'));
  const [TLS_CERT, TLS_KEY] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  writeFileSync(TLS_CERT, localhostCertificate);
  writeFileSync(TLS_KEY, localhostKey, { mode: 0o600 });
  return { TLS_CERT, TLS_KEY };
}

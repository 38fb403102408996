import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/**
 * Trusts what this computer trusts, besides what came with Node: a library may have an authority of its own, and a
 * packaged desk takes none from its environment (the fuse against NODE_OPTIONS is also one against NODE_EXTRA_CA_CERTS).
 */
export function trustWhatTheComputerTrusts(): void {
  setDefaultCACertificates([...getCACertificates('default'), ...getCACertificates('system')]);
}

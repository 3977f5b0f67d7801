/** The present secret of an agent's phone, as SIP digest authentication needs it: HA1, never the secret. */
export interface PhoneSecretsTable {
  agent: string;
  extension: string;
  ha1: string;
  createdAt: Date;
  expiresAt: Date;
}

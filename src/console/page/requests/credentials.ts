/** The parts of a description that say where a credential belongs, in the form of 2.0 or of 3.x. */
export type SecuredDescription = {
  components?: { securitySchemes?: Record<string, Scheme> };
  securityDefinitions?: Record<string, Scheme>;
};

type Scheme = { type: string; in?: string; name?: string; scheme?: string };

/** The header of the first token. Its owner may be the name of a scheme; otherwise the first scheme is meant. */
export function credentials(description: SecuredDescription, tokens: Record<string, string>): Record<string, string> {
  const [[owner, token] = []] = Object.entries(tokens);
  if (owner === undefined || token === undefined) return {};
  const schemes = description.components?.securitySchemes ?? description.securityDefinitions ?? {};
  const scheme = schemes[owner] ?? Object.values(schemes)[0];
  if (scheme?.type === 'apiKey' && scheme.in === 'header' && scheme.name !== undefined) return { [scheme.name]: token };
  if (scheme?.type === 'apiKey') return {};
  const isBasic = scheme?.type === 'basic' || scheme?.scheme?.toLowerCase() === 'basic';
  return { Authorization: /^(bearer|basic) /i.test(token) ? token : `${isBasic ? 'Basic' : 'Bearer'} ${token}` };
}

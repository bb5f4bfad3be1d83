/** Where paths that people and clients know from other tools lead here, as `METHOD path`. */
const PATHS: readonly (readonly [path: RegExp, here: readonly string[]])[] = [
  // WireMock
  [/^\/__admin\/mappings\b/, ['GET /__admin/rules', 'POST /__admin/rules', 'DELETE /__admin/rules']],
  [/^\/__admin\/near-misses\b/, ['GET /__admin/requests/unmatched']],
  [/^\/__admin\/requests\/(reset|remove)\b/, ['DELETE /__admin/requests']],
  [/^\/__admin\/scenarios\//, ['PUT /__admin/scenario', 'GET /__admin/scenarios']],
  [/^\/__admin\/(recordings|files|proxies|certs)\b/, ['GET /__admin/requests', 'GET /__admin/openapi.json']],
  [/^\/__admin\/(docs|swagger-ui|webapp|openapi|swagger)\b/, ['GET /__admin/openapi.json']],
  // MockServer, mountebank, Mockoon, json-server
  [/^\/mockserver\/(expectation|clear|openapi)\b/, ['POST /__admin/rules', 'DELETE /__admin/rules']],
  [/^\/mockserver\/(retrieve|verify)/, ['POST /__admin/requests/find', 'POST /__admin/requests/count']],
  [/^\/mockserver\b/, ['POST /__admin/reset', 'GET /__admin/health', 'GET /__admin/openapi.json']],
  [/^\/(imposters|mockoon-admin|__rules|__routes|_admin|admin)\b/, ['GET /__admin/rules', 'GET /__admin/openapi.json']],
  [/^\/db$/, ['GET /__admin/records/{api}/{collection}']],
  // what is asked of any server
  [
    /^\/((v\d+|api)\/)?(openapi|swagger|api-docs|docs|redoc|swagger-ui)\b/,
    ['GET /__admin/apis', 'GET /__admin/apis/{api}/openapi.json'],
  ],
  [/^\/(health|healthz|livez|readyz|ready|ping|status|actuator\/health)$/, ['GET /__admin/health']],
  [/^\/(metrics|actuator\/prometheus)$/, ['GET /__admin/metrics']],
];

/** What a path of another tool is called here; nothing where it is none. */
export function knownElsewhere(path: string): readonly string[] {
  return PATHS.find(([known]) => known.test(path))?.[1] ?? [];
}

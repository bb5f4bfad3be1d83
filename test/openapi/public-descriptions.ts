/** The folder of the public descriptions, which are not part of the project; its README lists them. Empty where there is none. */
export const DESCRIPTIONS_FOLDER = process.env.UNDERSTUDY_DESCRIPTIONS ?? '';

/** The first files of the public descriptions. */
export const PUBLIC_DESCRIPTIONS = [
  'petstore-separate/spec/swagger.json',
  'swagger-petstore.yaml',
  'realworld.yaml',
  'museum.yaml',
  'nexmo-application/application.v2.yml',
  'camara-qod/API_definitions/quality-on-demand.yaml',
  'tmf629-customer.json',
  'supabase-auth.yaml',
  'jambonz.yaml',
  'spotify.yaml',
];

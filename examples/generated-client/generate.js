// Makes the types of DNL's contract, as a mock serves it, in `dnl.d.ts`.
import { writeFile } from 'node:fs/promises';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { createMock } from 'understudy-api';

const mock = await createMock();
const url = await mock.listen();
const types = await openapiTypescript(new URL(`${url}/__admin/apis/dnl/openapi.json`), { silent: true });
await writeFile(new URL('dnl.d.ts', import.meta.url), astToString(types));
await mock.close();

/** The app's own description, made from the same zod schemas that parse its requests. */
import { z } from 'zod';
import { hooks } from '../../hooks/index.ts';
import { errorCatalogue } from '../errors.ts';
import { signatureHeader, timestampHeader } from '../panel/signature.ts';
import { version } from '../version.ts';

const problemSchema = z.object({
  code: z.enum(Object.keys(errorCatalogue) as [string, ...string[]]),
  message: z.string(),
  next: z.string(),
  field: z.string().optional(),
  requestId: z.string(),
});

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
});
const json = (schema: z.ZodType, io: 'input' | 'output') => ({
  'application/json': {
    schema: z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' }),
  },
});

/** An OpenAPI 3.1 document of everything a connector or an operator calls. */
export function openApiDocument(): Record<string, unknown> {
  const paths: Record<string, unknown> = {};
  for (const hook of hooks) {
    paths[hook.path] = {
      post: {
        operationId: hook.name,
        summary: hook.summary,
        tags: ['hooks'],
        parameters: [
          header(timestampHeader, 'Seconds since 1970; more than 300 off is refused'),
          header(signatureHeader, 'v1= and the HMAC-SHA-256 over timestamp, method, path and raw body'),
        ],
        requestBody: { required: true, content: json(hook.request, 'input') },
        responses: {
          200: { description: 'Done', content: json(hook.answer, 'output') },
          default: {
            description: 'Refused, with a code of the catalogue',
            content: json(problemSchema, 'output'),
          },
        },
      },
    };
  }
  paths['/healthz'] = {
    get: {
      operationId: 'health',
      summary: 'Whether the app can do its work',
      responses: { 200: { description: 'Yes' }, 503: { description: 'No, and why' } },
    },
  };
  paths['/metrics'] = {
    get: {
      operationId: 'metrics',
      summary: 'Prometheus metrics',
      responses: { 200: { description: 'Text format' } },
    },
  };
  paths['/openapi.json'] = {
    get: {
      operationId: 'description',
      summary: 'This document',
      responses: { 200: { description: 'OpenAPI 3.1' } },
    },
  };
  return { openapi: '3.1.0', info: { title: 'Upshelf', version, license: { name: 'Apache-2.0' } }, paths };
}

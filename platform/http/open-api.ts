import { z } from 'zod';
import type { Route } from './define-route.ts';
import { ProblemSchema } from './problem.ts';

export type ApiInfo = { readonly title: string; readonly version: string };

/** Describes the mounted routes as OpenAPI 3.1, from the same schemas that guard them. */
export function toOpenApi(
  routes: readonly Route[],
  info: ApiInfo,
): Readonly<Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: toOperation(route) };
  }
  return {
    openapi: '3.1.0',
    info,
    paths,
    components: { schemas: { Problem: toSchema(ProblemSchema, 'output') } },
  };
}

function toOperation(route: Route): Readonly<Record<string, unknown>> {
  const isEmpty = route.status === 204;
  return {
    summary: route.summary,
    tags: [route.audience],
    parameters: [...toParameters('path', route.params), ...toParameters('query', route.query)],
    ...(route.body && {
      requestBody: { required: true, content: toContent(toSchema(route.body, 'input')) },
    }),
    responses: {
      [route.status]: {
        description: 'Done',
        ...(!isEmpty && { content: toContent(toSchema(route.response, 'output')) }),
      },
      default: {
        description: 'Refused',
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    },
  };
}

const ObjectSchemaSchema = z.object({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
});

function toParameters(place: 'path' | 'query', schema: z.ZodType | undefined): readonly unknown[] {
  if (schema === undefined) return [];
  const { properties, required } = ObjectSchemaSchema.parse(toSchema(schema, 'input'));
  return Object.entries(properties).map(([name, fieldSchema]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: fieldSchema,
  }));
}

function toContent(schema: unknown): Readonly<Record<string, unknown>> {
  return { 'application/json': { schema } };
}

function toSchema(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

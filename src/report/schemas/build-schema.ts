import Type, { type TSchema } from 'typebox';

const CLOSED = { additionalProperties: false };

/** An object with these keys and no others. */
export const object = <T extends Record<string, TSchema>>(properties: T) => Type.Object(properties, CLOSED);

/** The whole of an answer, which begins with the version of its schema. */
export const answer = <T extends Record<string, TSchema>>(properties: T) =>
  object({ schemaVersion: Type.Literal(1), ...properties });

/** A list of what one schema describes. */
export const list = <T extends TSchema>(items: T) => Type.Array(items);

/** One of these words. */
export const words = <const T extends readonly string[]>(...values: T) =>
  Type.Unsafe<T[number]>({ enum: [...values] });

/** What may be missing. A key is never left out: it has null. */
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** How many. */
export const count = Type.Integer({ minimum: 0 });

/** A line, a column, or another place in an order: the first is 1. */
export const position = Type.Integer({ minimum: 1 });

/** What names a card. */
export const stem = Type.String({ minLength: 1 });

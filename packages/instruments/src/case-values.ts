import * as v from 'valibot';

// Values that many parts of a case have.

export const name = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));
export const text = v.pipe(v.string(), v.maxLength(10_000));
export const organizationId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,24}$/));

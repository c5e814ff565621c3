import { hashBytes } from '@concordia/transparency';
import type { World } from '../room/world.ts';

const TOKEN_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** A new secret: 256 random bits as text that fits into a URL. */
export function newToken(world: Pick<World, 'randomBytes'>): string {
	return Buffer.from(world.randomBytes(TOKEN_BYTES)).toString('base64url');
}

/** Whether a text could be a token at all. */
export function isToken(text: unknown): text is string {
	return typeof text === 'string' && TOKEN.test(text);
}

/** What the store knows of a token. Enough to recognize it, of no use to whoever reads the store. */
export function hashToken(token: string): string {
	return hashBytes(new TextEncoder().encode(token));
}

/**
 * Everything the core takes from outside besides the store and the sockets. With a world of its own
 * a test runs the whole server in one process, from a seed, at any speed.
 */
export interface World {
	/** Milliseconds since 1970. */
	now(): number;
	/** Runs the task soon, after what has already arrived was looked at. */
	soon(task: () => void): void;
	/** Runs the task after a while, unless the returned function is called before. */
	after(ms: number, task: () => void): () => void;
	/** Random bytes fit for secrets. */
	randomBytes(count: number): Uint8Array;
	/** A random id of lowercase letters and digits, never given before. */
	newId(): string;
}

/** A whole number from 0 up to below the limit; each as likely, as long as the limit is far below 2^32 or a power of two. */
export function randomBelow(world: World, limit: number): number {
	return new DataView(world.randomBytes(4).buffer).getUint32(0) % limit;
}

/** A Yjs client id for something the server writes. */
export function freshClient(world: World): number {
	return randomBelow(world, 2 ** 32);
}

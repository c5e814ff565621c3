import type { Store } from '@concordia/store';
import type { Config } from './config.ts';
import type { Attempts } from './http/attempts.ts';
import type { Readiness } from './http/readiness.ts';
import type { Packed } from './http/packed.ts';
import type { SeenIndex } from './log/seen-index.ts';
import type { Sequencer } from './log/sequencer.ts';
import type { Metrics } from './metrics.ts';
import type { World } from './room/world.ts';
import type { Registry } from './session/registry.ts';

/** The server's objects, as routes and sockets use them. */
export interface App {
	readonly config: Config;
	readonly hostKey: string;
	/** What a browser has that showed the host key. */
	readonly hostCookie: string;
	readonly world: World;
	readonly store: Store;
	readonly sequencer: Sequencer;
	readonly registry: Registry;
	readonly attempts: Attempts;
	readonly readiness: Readiness;
	readonly packed: Packed;
	readonly seen: SeenIndex;
	readonly metrics: Metrics;
	/** The page that checks exports, as one file for every export; null when it was not built. */
	readonly verifier: Uint8Array | null;
	/** Something of ours went wrong; told without anything about people. */
	readonly report: (error: unknown) => void;
}

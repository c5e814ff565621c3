const KiB = 1024;
const MiB = 1024 * KiB;

/** Every limit a peer can run into, in one place. The server enforces them; clients may read them to stay below. */
export const limits = {
	/** One websocket message, whole. */
	maxMessageBytes: 8 * MiB,
	/** Fragments one websocket message may come in. */
	maxFragments: 256,

	/** Sustained rate of one connection; the socket is paused while its bucket is empty. */
	messagesPerSecond: 500,
	messagesBurst: 1500,
	bytesPerSecond: 2_000_000,
	bytesBurst: 16_000_000,
	/** One state vector: some ten bytes for each client that ever wrote in the room. */
	maxStateVectorBytes: 512 * KiB,
	/** State vectors (sync step 1) a connection may send per second. */
	step1PerSecond: 5,
	/** Times a connection is asked to send what it still has after an update with a gap. */
	resyncAttempts: 20,

	/** Structs of one update, all clients together. */
	maxStructs: 250_000,
	/** Ranges in the delete set of one update. */
	maxRanges: 250_000,
	/** Client ids with structs in one update. */
	maxClientsPerUpdate: 64,
	/** Client ids a participant may ever claim in one session: tabs, reloads, devices. */
	clientIdsPerParticipant: 512,
	/** Steps Yjs may need to find the places of what one update brings; honest ones need hardly any. */
	maxSteps: 200_000,
	/** Nesting of arrays and objects inside one value. */
	maxJsonDepth: 32,
	/** Nesting of shared types, counted from a root. */
	maxTypeDepth: 24,
	/** Characters of a key of a shared map, and so of an item id. */
	maxKeyLength: 256,

	/** One awareness state as JSON, in bytes. */
	maxAwarenessBytes: 8 * KiB,
	/** Characters of what somebody says beside their cursor. */
	maxChatLength: 200,
	/** States in one awareness message. Others' ids are dropped; this bounds the reading. */
	maxAwarenessStates: 1024,
	/** Client ids of one participant that are present in a room at a time: windows and devices. */
	voicesPerParticipant: 16,
	/** Awareness of a room is sent at most this often; along with an edit, at most twice as often. */
	awarenessIntervalMs: 22,
	/** An empty awareness message when nothing else was said, for clients that give up on silence. */
	heartbeatMs: 10_000,

	/** The JSON of one command. */
	maxCommandBytes: 64 * KiB,
	/** Items in one view report. */
	maxViewedItems: 5_000,
	/** Items named by one log leaf; more are spread over several leaves. */
	maxItemsPerLeaf: 2_000,

	/** More than this unsent: the connection gets nothing new until it has drained. */
	outgoingPauseBytes: 4 * MiB,
	/** More than this unsent, or paused for longer than `slowCloseMs`: closed as too slow. */
	outgoingCloseBytes: 16 * MiB,
	slowCloseMs: 30_000,

	/** Connections in one room. */
	roomCapacity: 400
} as const;

/** Limits of the pictures people put on a board. */
export const blobLimits = {
	/** One file. */
	maxBytes: 10 * MiB,
	/** Pixels of one side, and of all: few bytes may stand for very many of them. */
	maxSide: 16_384,
	maxPixels: 64_000_000,
	/** All files of a session. */
	sessionBytes: 512 * MiB,
	perSession: 2_000,
	/** Uploads of one participant, and of all, at a time. */
	uploadsPerParticipant: 3,
	uploads: 24
} as const;

/** The names and types of `limits`, for tests that run with smaller numbers. */
export type Limits = { readonly [name in keyof typeof limits]: number };

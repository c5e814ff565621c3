/** The number every message starts with. Below 64: y-protocols; from 64 on: ours, only for clients that asked. */
export const messageTypes = {
	sync: 0,
	awareness: 1,
	auth: 2,
	queryAwareness: 3,
	saved: 64,
	refused: 65,
	checkpoint: 66,
	session: 67,
	command: 68,
	result: 69,
	viewed: 70,
	trouble: 71,
	votes: 72,
	cosign: 73,
	witnesses: 74,
	sign: 75,
	signed: 76
} as const;

/** The second number of a sync message. */
export const syncTypes = { step1: 0, step2: 1, update: 2 } as const;

/**
 * What this browser has written and the server has not yet made durable. Plain data: every
 * function takes an outbox and returns a new one.
 *
 * The server acknowledges by counting: "of the document messages of this connection, the first n are
 * settled". So each edit remembers the number of the message that carried it; when a connection
 * breaks, everything unsettled waits again for the next one, which carries it in one answer to the
 * server's first sync step.
 */

/** One local transaction that has not been settled. `key` names its bytes in the local copy. */
export interface Edit<Detail> {
	readonly key: string;
	readonly detail: Detail;
}

export interface Outbox<Detail> {
	/** Made, but on no message of the present connection. */
	readonly waiting: readonly Edit<Detail>[];
	/** Sent on the present connection, oldest first, with the number of the message. */
	readonly sent: readonly { readonly message: number; readonly edits: readonly Edit<Detail>[] }[];
}

export function emptyOutbox<Detail>(): Outbox<Detail> {
	return { waiting: [], sent: [] };
}

export function addEdit<Detail>(outbox: Outbox<Detail>, edit: Edit<Detail>): Outbox<Detail> {
	return { ...outbox, waiting: [...outbox.waiting, edit] };
}

/** The answer to a sync step went out: it carries everything that waited. */
export function sendAll<Detail>(outbox: Outbox<Detail>, message: number): Outbox<Detail> {
	if (outbox.waiting.length === 0) return outbox;
	return { waiting: [], sent: [...outbox.sent, { message, edits: outbox.waiting }] };
}

/** An update went out: it carries the newest edit alone; older ones wait for a sync step. */
export function sendLast<Detail>(outbox: Outbox<Detail>, message: number): Outbox<Detail> {
	const edits = outbox.waiting.slice(-1);
	if (edits.length === 0) return outbox;
	return {
		waiting: outbox.waiting.slice(0, -1),
		sent: [...outbox.sent, { message, edits }]
	};
}

/** The connection is gone: what was under way has to be sent again. */
export function takeBack<Detail>(outbox: Outbox<Detail>): Outbox<Detail> {
	if (outbox.sent.length === 0) return outbox;
	return { waiting: [...outbox.sent.flatMap((one) => one.edits), ...outbox.waiting], sent: [] };
}

/** The server settled the first `count` messages. Returns what is left and which edits are done. */
export function settle<Detail>(
	outbox: Outbox<Detail>,
	count: number
): { outbox: Outbox<Detail>; settled: readonly Edit<Detail>[] } {
	const settled = outbox.sent.filter((one) => one.message <= count);
	if (settled.length === 0) return { outbox, settled: [] };
	return {
		outbox: { ...outbox, sent: outbox.sent.filter((one) => one.message > count) },
		settled: settled.flatMap((one) => one.edits)
	};
}

/** The edits that travelled in one message; those the server names when it refuses. */
export function editsOf<Detail>(outbox: Outbox<Detail>, message: number): readonly Edit<Detail>[] {
	return outbox.sent.find((one) => one.message === message)?.edits ?? [];
}

export function allEdits<Detail>(outbox: Outbox<Detail>): readonly Edit<Detail>[] {
	return [...outbox.sent.flatMap((one) => one.edits), ...outbox.waiting];
}

export function unsettledCount(outbox: Outbox<unknown>): number {
	return outbox.sent.reduce((sum, one) => sum + one.edits.length, outbox.waiting.length);
}

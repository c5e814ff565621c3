import { blobLimits } from '@concordia/protocol';
import { hasMetadata } from '@concordia/protocol/picture';
import { can } from '@concordia/session';
import { hashBytes } from '@concordia/transparency';
import { createHash } from 'node:crypto';
import type { App } from '../app.ts';
import type { LiveSession } from '../session/live-session.ts';
import { json, problem, type Answer } from './answer.ts';
import { visit } from './auth.ts';
import { readBytes } from './body.ts';
import { readPicture } from './picture.ts';
import type { Call, Route } from './route.ts';
import { notStored, withinTime } from './storing.ts';

export const blobRoutes: readonly Route[] = [
	{
		method: 'POST',
		path: '/api/sessions/:id/blobs',
		writes: true,
		isLong: true, // as slow as the sender's line
		handle: upload
	},
	{ method: 'GET', path: '/api/sessions/:id/blobs/:hash', handle: download }
];

/** Uploads under way, of everybody and of each participant: each holds a whole file in memory. */
const underWay = new WeakMap<App, Map<string, number>>();
/** Files of a session are taken in one after the other, so that together they keep within the quota. */
const queues = new WeakMap<LiveSession, Promise<unknown>>();

/**
 * Keeps a picture for the board, once by its hash. The answer comes when it is durable; what it is
 * says its first bytes, whatever the sender claims. With what cameras write beside the pixels it is refused.
 */
async function upload(call: Call): Promise<Answer> {
	const visited = await visit(call);
	if (!visited.ok) return visited.answer;
	const { session, caller } = visited;
	const { participant } = caller;
	if (participant === null || !can(participant.role, 'edit')) return problem(403, 'not-allowed');
	if (!participant.consent) return problem(403, 'consent-missing');
	if (session.shown.status === 'closed') return problem(409, 'session-closed');

	const running = underWay.get(call.app) ?? new Map<string, number>();
	underWay.set(call.app, running);
	const own = running.get(participant.id) ?? 0;
	const all = running.values().reduce((sum, count) => sum + count, 0);
	if (own >= blobLimits.uploadsPerParticipant || all >= blobLimits.uploads) {
		return problem(429, 'too-many-uploads', 'try again soon', { 'retry-after': '1' });
	}
	running.set(participant.id, own + 1);
	try {
		const bytes = await readBytes(call.request, blobLimits.maxBytes);
		const picture = readPicture(bytes);
		if (picture === null)
			return problem(415, 'picture-unknown', 'send PNG, JPEG, GIF, WebP or AVIF');
		const { width, height } = picture;
		if (Math.max(width, height) > blobLimits.maxSide || width * height > blobLimits.maxPixels)
			return problem(413, 'picture-too-large', `${width} × ${height} pixels are too many`);
		// Where a photo was taken is nobody's business here; taking it out would give it another hash.
		if (hasMetadata(bytes))
			return problem(422, 'picture-metadata', 'send it without EXIF, comments and other metadata');
		const hash = createHash('sha256').update(bytes).digest('hex');
		const storing = inTurn(session, () =>
			keep(call.app, session, participant.id, { hash, type: picture.type, bytes })
		);
		return await withinTime(
			call.app,
			storing.then((answer) => answer ?? json({ hash, ...picture, size: bytes.length }, 201))
		);
	} finally {
		const left = (running.get(participant.id) ?? 1) - 1;
		if (left > 0) running.set(participant.id, left);
		else running.delete(participant.id);
	}
}

interface File {
	readonly hash: string;
	readonly type: string;
	readonly bytes: Uint8Array;
}

/** Null once it is kept, else why it can't be. */
export async function keep(
	app: Pick<App, 'store' | 'sequencer'>,
	session: LiveSession,
	author: string,
	{ hash, type, bytes }: File
): Promise<Answer | null> {
	const files = await app.store.blobs(session.id);
	if (files.some((file) => file.hash === hash)) return null;
	const total = files.reduce((sum, { size }) => sum + size, 0);
	if (files.length >= blobLimits.perSession || total + bytes.length > blobLimits.sessionBytes)
		return problem(413, 'pictures-full', 'the session holds as many pictures as it may');
	if (app.sequencer.state !== 'ok') return notStored();
	return new Promise((resolve) => {
		session.run((turn) => {
			// Whoever was removed, or only looks on, by the time their file is here leaves nothing.
			const participant = session.active(author);
			const mayEdit = participant?.consent === true && can(participant.role, 'edit');
			if (!mayEdit || session.state?.status === 'closed') {
				turn.afterwards(() => resolve(problem(403, 'not-allowed')));
				return;
			}
			turn.append(session.log, {
				kind: 'upload',
				at: turn.now,
				participant: participant.id,
				organization: participant.organization ?? undefined,
				hash: hashBytes(bytes)
			});
			turn.blobs.push({ session: session.id, hash, type, at: turn.now, bytes });
			turn.afterwards(() => {
				session.grew();
				resolve(null);
			});
		});
	});
}

function inTurn<T>(session: LiveSession, task: () => Promise<T>): Promise<T> {
	const done = (queues.get(session) ?? Promise.resolve()).then(task);
	queues.set(
		session,
		done.catch(() => undefined)
	);
	return done;
}

async function download(call: Call): Promise<Answer> {
	const visited = await visit(call);
	if (!visited.ok) return visited.answer;
	const { hash = '' } = call.params;
	if (!/^[0-9a-f]{64}$/.test(hash)) return problem(404, 'blob-unknown');
	const headers = {
		etag: `"${hash}"`,
		// The name is the content's hash: what it stands for never changes.
		'cache-control': 'private, max-age=31536000, immutable',
		// Opened by itself it is a picture and nothing else, whatever a browser makes of its bytes.
		'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox"
	};
	const isKnown = call.request.headers['if-none-match'] === headers.etag;
	const row = await call.app.store.blob(visited.session.id, hash);
	if (row === null) return problem(404, 'blob-unknown');
	if (isKnown) return { status: 304, headers, body: '' };
	return {
		status: 200,
		headers: {
			...headers,
			'content-type': row.type,
			'content-disposition': `inline; filename="${hash.slice(0, 12)}.${row.type.slice('image/'.length)}"`
		},
		body: row.bytes
	};
}
